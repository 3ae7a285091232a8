import { useEffect, useRef, type RefObject } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useScheme } from './use-scheme.js';

export interface PlotSeries {
  readonly label: string;
  /** Parallel to the steps; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

interface PlotOptions {
  /** What the plot is put into. */
  readonly host: RefObject<HTMLElement | null>;
  /** Around it, with the keys (`.chart-key`), one a series, from which the colours are read. */
  readonly figure: RefObject<HTMLElement | null>;
  readonly steps: readonly number[];
  readonly lastStep: number;
  readonly series: readonly PlotSeries[];
  readonly unit: 'number' | 'percent';
}

/** Pixels. */
const HEIGHT = 180;
/** Up to so many measurements are shown as points, too. */
const FEW = 24;

/** Draws into `host`, and again when the data, the width or the colours change. */
export function usePlot({ host, figure, steps, lastStep, series, unit }: PlotOptions): void {
  const plot = useRef<uPlot | null>(null);
  const end = useRef(lastStep);
  const scheme = useScheme();
  const labels = series.map(({ label }) => label).join('\n');
  // What a plot is made of: another scheme or other series make another one.
  const made = `${scheme} ${unit} ${labels}`;

  useEffect(() => {
    const [place, frame] = [host.current, figure.current];
    if (!place || !frame) return;
    const drawn = new uPlot(
      optionsFor(place, frame, labels.split('\n'), unit, () => end.current),
      [[]],
      place,
    );
    plot.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: place.clientWidth, height: HEIGHT }));
    watch.observe(place);
    return () => {
      watch.disconnect();
      drawn.destroy();
      plot.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `made` stands for the scheme, unit and labels
  }, [host, figure, made]);

  useEffect(() => {
    end.current = lastStep;
    plot.current?.setData([[...steps], ...series.map(({ values }) => [...values])]);
  }, [steps, lastStep, series, made]);
}

function optionsFor(
  place: HTMLElement,
  frame: HTMLElement,
  labels: readonly string[],
  unit: PlotOptions['unit'],
  lastStep: () => number,
): uPlot.Options {
  const { color: ink, fontFamily } = getComputedStyle(place);
  const line = getComputedStyle(frame).borderTopColor;
  const keys = [...frame.querySelectorAll('.chart-key')].map((key) => getComputedStyle(key).color);
  const axis = {
    stroke: ink,
    font: `12px ${fontFamily}`,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  };
  const percent = unit === 'percent';
  return {
    width: place.clientWidth,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, Math.max(1, lastStep())] },
      y: percent ? { range: [0, 100] } : { range: (_, low, high) => rangeFor(low, high) },
    },
    axes: [
      {
        ...axis,
        size: 26,
        gap: 4,
        grid: { show: false },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
      },
      {
        ...axis,
        size: 46,
        gap: 6,
        values: (_, ticks) => ticks.map((tick) => (percent ? `${tick} %` : String(tick))),
      },
    ],
    series: [
      {},
      ...labels.map((label, index) => ({
        label,
        stroke: keys[index] ?? ink,
        width: 2,
        spanGaps: true,
        points: {
          size: 6,
          fill: keys[index] ?? ink,
          show: (drawn: uPlot, at: number) =>
            (drawn.data[at] ?? []).filter((value) => value !== null && value !== undefined).length <= FEW,
        },
      })),
    ],
  };
}

/** From nothing up, with room above; a chart without a value has one all the same. */
function rangeFor(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  return [Math.min(0, low), high > 0 ? 1.1 * high : 1];
}
