import type { CurvePoint } from '../../../core/training/job.js';

/** Rows of the table; of a longer run each n-th point is listed, and the last. */
const LISTED = 40;

interface CurveTableProps {
  readonly curve: readonly CurvePoint[];
  readonly withPairs: boolean;
}

/** The same as the curves, in figures. */
export function CurveTable({ curve, withPairs }: CurveTableProps) {
  const every = Math.ceil(curve.length / LISTED);
  const rows = curve.filter((_, index) => index % every === 0 || index === curve.length - 1);
  return (
    <details className="more">
      <summary>The curves as a table</summary>
      <div className="table-frame" tabIndex={0} role="region" aria-label="Table of the curves">
        <table className="table table-figures">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Loss</th>
              {withPairs && <th scope="col">Right order</th>}
              {withPairs && <th scope="col">Margin</th>}
              <th scope="col">Held out: loss</th>
              {withPairs && <th scope="col">Held out: right order</th>}
              <th scope="col">Learning rate</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, loss, accuracy, margin, rate, heldOut }) => (
              <tr key={step}>
                <th scope="row">{step}</th>
                <td>{loss.toFixed(3)}</td>
                {withPairs && <td>{Math.round(100 * accuracy)} %</td>}
                {withPairs && <td>{margin.toFixed(3)}</td>}
                <td>{heldOut ? heldOut.loss.toFixed(3) : ''}</td>
                {withPairs && <td>{heldOut ? `${Math.round(100 * heldOut.accuracy)} %` : ''}</td>}
                <td>{rate.toExponential(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
