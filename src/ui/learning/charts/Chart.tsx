import { useRef } from 'react';
import { usePlot, type PlotSeries } from './use-plot.js';

interface ChartProps {
  readonly title: string;
  /** Steps done, rising. */
  readonly steps: readonly number[];
  /** Where the axis of steps ends. */
  readonly lastStep: number;
  readonly series: readonly PlotSeries[];
  readonly unit: 'number' | 'percent';
  /** What the picture shows, in a sentence. */
  readonly summary: string;
}

/** A quiet line chart over the steps of a run; what it shows is said in words, too. */
export function Chart({ title, steps, lastStep, series, unit, summary }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const figure = useRef<HTMLElement>(null);
  usePlot({ host, figure, steps, lastStep, series, unit });
  return (
    <figure className="chart" ref={figure}>
      <figcaption className="chart-head">
        <span className="chart-title">{title}</span>
        {series.map(({ label }, index) => (
          <span key={label} className={`chart-series chart-series-${index + 1}`}>
            <span className="chart-key" aria-hidden="true" />
            {label}
          </span>
        ))}
      </figcaption>
      <div className="chart-plot" ref={host} role="img" aria-label={summary} />
    </figure>
  );
}
