import { useMemo } from 'react';
import type { CurvePoint } from '../../../core/training/job.js';
import type { TrainingLoss } from '../../../core/training/settings.js';
import { Chart } from './Chart.js';
import { CurveTable } from './CurveTable.js';

interface CurvesProps {
  readonly curve: readonly CurvePoint[];
  /** Steps of the whole run; 0 while unknown. */
  readonly steps: number;
  readonly loss: TrainingLoss;
}

/** Loss and accuracy over the steps of a run, as pictures and as a table. */
export function Curves({ curve, steps, loss }: CurvesProps) {
  const data = useMemo(() => {
    const at = curve.map(({ step }) => step);
    const series = (
      [trained, judged]: readonly [string, string],
      training: (point: CurvePoint) => number,
      heldOut: (point: CurvePoint) => number | null,
    ) => {
      const held = curve.map(heldOut);
      return [
        { label: trained, values: curve.map((point) => finite(training(point))) },
        ...(held.some((value) => value !== null) ? [{ label: judged, values: held }] : []),
      ];
    };
    return {
      at,
      // On pairs trained on it has the parts of better names and replay, too: another height, the same way down.
      losses: series(
        ['training, all parts', 'held out, preference'],
        (point) => point.loss,
        ({ heldOut }) => heldOut && finite(heldOut.loss),
      ),
      accuracies: series(
        ['training', 'held out'],
        (point) => 100 * point.accuracy,
        ({ heldOut }) => heldOut && finite(100 * heldOut.accuracy),
      ),
    };
  }, [curve]);
  if (curve.length === 0) return null;
  const lastStep = Math.max(steps, data.at.at(-1) ?? 0);
  return (
    <>
      <div className="charts">
        <Chart
          title="Loss"
          steps={data.at}
          lastStep={lastStep}
          series={data.losses}
          unit="number"
          summary={`Loss over ${lastStep} steps. ${spoken(data.losses, (value) => value.toFixed(3))}`}
        />
        {/* Without a worse name there is nothing to be right about. */}
        {loss !== 'positive' && (
          <Chart
            title="Pairs in the right order"
            steps={data.at}
            lastStep={lastStep}
            series={data.accuracies}
            unit="percent"
            summary={`Pairs in the right order over ${lastStep} steps. ${spoken(data.accuracies, (value) => `${Math.round(value)} %`)}`}
          />
        )}
      </div>
      <CurveTable curve={curve} withPairs={loss !== 'positive'} />
    </>
  );
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** "training: from 0.693 to 0.412; held out: from 0.693 to 0.520." */
function spoken(
  series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[],
  words: (value: number) => string,
): string {
  const parts = series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    return first === undefined || last === undefined
      ? `${label}: nothing measured`
      : `${label}: from ${words(first)} to ${words(last)}`;
  });
  return `${parts.join('; ')}.`;
}
