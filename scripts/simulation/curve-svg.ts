/** The learning curve as a drawing: decisions as they were made on the left, what is ahead on the right. */
import type { ArmName } from './arms.js';
import { WINDOW, type ArmSummary } from './summary.js';

/** Okabe and Ito's palette, which colour-blind readers can tell apart. */
const COLOURS: Readonly<Record<ArmName, string>> = {
  none: '#555555',
  memory: '#56b4e9',
  positives: '#e69f00',
  dpo: '#d55e00',
  dpo_memory: '#0072b2',
};

/** Lines often lie on each other: what is drawn later leaves gaps through which the earlier shows. */
const DASHES: Readonly<Record<ArmName, string>> = {
  none: 'none',
  memory: 'none',
  positives: '9 5',
  dpo: '3 4',
  dpo_memory: '6 6',
};

const NAMES: Readonly<Record<ArmName, string>> = {
  none: 'no learning',
  memory: 'memory',
  positives: 'positives',
  dpo: 'DPO',
  dpo_memory: 'DPO + memory',
};

const SIZE = { width: 860, height: 420 };
const CURVE = { left: 60, right: 540, top: 50, bottom: 360 };
const BARS = { left: 590, right: 840 };

/** An SVG document. */
export function learningCurve(title: string, summaries: readonly ArmSummary[]): string {
  const values = summaries.flatMap(({ windows, system }) => [
    ...windows.filter((value) => value !== null),
    system.lower,
    system.upper,
  ]);
  const low = Math.floor(Math.min(...values) / 5) * 5;
  const high = Math.ceil(Math.max(...values) / 5) * 5;
  const y = (value: number): number =>
    CURVE.bottom - ((value - low) / (high - low)) * (CURVE.bottom - CURVE.top);
  const windows = Math.max(...summaries.map((summary) => summary.windows.length));
  const x = (window: number): number => CURVE.left + ((window + 0.5) / windows) * (CURVE.right - CURVE.left);
  const ticks = Array.from({ length: (high - low) / 5 + 1 }, (_, i) => low + 5 * i);
  const slot = (BARS.right - BARS.left) / summaries.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>`,
    `<text x="${CURVE.left}" y="20" font-size="14">${escaped(title)}</text>`,
    ...ticks.flatMap((value) => [
      `<line x1="${CURVE.left}" x2="${BARS.right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>`,
      `<text x="${CURVE.left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
    ]),
    ...Array.from(
      { length: windows },
      (_, i) =>
        `<text x="${x(i)}" y="${CURVE.bottom + 18}" text-anchor="middle">${i * WINDOW + 1}–${(i + 1) * WINDOW}</text>`,
    ),
    label((CURVE.left + CURVE.right) / 2, 'top-1 of decisions as they were made, %'),
    label((BARS.left + BARS.right) / 2, 'ahead of the last decision, 95 % interval'),
    ...summaries.flatMap(({ arm, windows: own, system }, i) => {
      const points = own.flatMap((value, at) =>
        value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`],
      );
      const centre = BARS.left + (i + 0.5) * slot;
      const colour = COLOURS[arm];
      return [
        `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${DASHES[arm]}"/>`,
        ...points.map((point) => {
          const [cx, cy] = point.split(',');
          return `<circle cx="${cx ?? ''}" cy="${cy ?? ''}" r="3" fill="${colour}"/>`;
        }),
        `<line x1="${centre}" x2="${centre}" y1="${y(system.lower)}" y2="${y(system.upper)}" stroke="${colour}" stroke-width="2"/>`,
        `<circle cx="${centre}" cy="${y(system.value)}" r="5" fill="${colour}"/>`,
        `<text x="${centre}" y="${CURVE.bottom + (i % 2 === 0 ? 14 : 26)}" text-anchor="middle" font-size="10">${NAMES[arm]}</text>`,
        `<text x="${centre}" y="${y(system.upper) - 6}" text-anchor="middle" font-size="10">${system.value.toFixed(1)}</text>`,
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

function label(x: number, text: string): string {
  return `<text x="${x}" y="${CURVE.bottom + 46}" text-anchor="middle">${text}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
