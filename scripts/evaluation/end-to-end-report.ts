import type { SpanScores } from '../../src/core/evaluation/span-scores.js';
import type { EndToEnd } from './end-to-end.js';

/** What one run of one finder measured, with what it ran on. */
export interface EndToEndRun extends EndToEnd {
  readonly corpus: string;
  readonly kb: string;
  readonly seconds: number;
}

/** One row for all mentions and one a type: spans alone, then spans with their concept under each mode. */
export function endToEndTable({ corpus, kb, finder, documents, rows, seconds }: EndToEndRun): string {
  const modes = Object.keys(rows[0]?.concepts ?? {}) as (keyof EndToEnd['rows'][number]['concepts'])[];
  const head = ['type', 'gold', 'found', ...PRF.map((name) => `span ${name}`)];
  const lines = [
    [...head, ...modes.flatMap((mode) => PRF.map((name) => `${mode} ${name}`))],
    ...rows.map(({ type, spans, concepts }) => [
      type,
      String(spans.gold),
      String(spans.found),
      ...figures(spans),
      ...modes.flatMap((mode) => figures(concepts[mode])),
    ]),
  ];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? [];
  const body = lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const title = `end to end, finder ${finder}: ${documents} documents of ${corpus} against ${kb}`;
  return [`${title}, ${seconds.toFixed(0)} s`, ...body].join('\n');
}

const PRF = ['P', 'R', 'F1'] as const;

function figures(scores: SpanScores | undefined): readonly string[] {
  return [scores?.precision, scores?.recall, scores?.f1].map((value) => value?.toFixed(1) ?? '-');
}

/** The machine-readable line. */
export function endToEndJson({ corpus, kb, finder, documents, rows, seconds }: EndToEndRun): string {
  return JSON.stringify({
    corpus,
    kb,
    finder,
    documents,
    types: Object.fromEntries(
      rows.map(({ type, spans, concepts: { model, system } }) => [
        type,
        {
          gold: spans.gold,
          found: spans.found,
          span: rounded(spans),
          ...(model && { model: rounded(model) }),
          ...(system && { system: rounded(system) }),
        },
      ]),
    ),
    seconds: Math.round(seconds * 10) / 10,
  });
}

function rounded({ precision, recall, f1 }: SpanScores) {
  const round = (value: number | null): number | null =>
    value === null ? null : Math.round(value * 100) / 100;
  return { precision: round(precision), recall: round(recall), f1: round(f1) };
}
