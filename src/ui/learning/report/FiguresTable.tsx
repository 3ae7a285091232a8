import type { BeforeAfter, Estimate, ReportFigures } from '../../../core/training/report.js';
import { interval, percent, points } from '../figures.js';

/** What each row measures, and on what. */
const ROWS = [
  { key: 'heldOut', label: 'Decisions held out', of: 'mentions' },
  { key: 'gold', label: 'Your gold set', of: 'mentions' },
  { key: 'replay', label: 'Names it knew before', of: 'names' },
] as const;

/** The figures of a report, old against new, each with its interval of 95 %. */
export function FiguresTable({ figures }: { readonly figures: ReportFigures }) {
  const { pairs } = figures;
  const rows = ROWS.flatMap(({ key, label, of }) => {
    const measured = figures[key];
    return measured ? [{ key, label, of, measured }] : [];
  });
  if (rows.length === 0 && !pairs) return <p className="quiet">Nothing was measured.</p>;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Figures, old against new">
      <table className="table table-figures">
        <thead>
          <tr>
            <th scope="col">In percent, with the interval of 95 %</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Points gained</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, of, measured }) => (
            <BeforeAfterRows key={key} label={label} of={of} measured={measured} />
          ))}
          {pairs && <PairRows pairs={pairs} />}
        </tbody>
      </table>
    </div>
  );
}

/** A margin that is shown as nothing: which way it points is chance. */
const STILL = 5e-4;

/** Pairs that were not trained on: whether the better name leads, and which way each moved. */
function PairRows({ pairs }: { readonly pairs: NonNullable<ReportFigures['pairs']> }) {
  const { count, before, after, accuracy } = pairs;
  return (
    <>
      <tr>
        <th scope="row">
          Pairs held out: better name ahead
          <span className="table-note">{count.toLocaleString('en')} pairs</span>
        </th>
        <td>{percent(100 * before.chosenFirst)}</td>
        <td>{percent(100 * after.chosenFirst)}</td>
        <td>{points(100 * (after.chosenFirst - before.chosenFirst))}</td>
      </tr>
      <tr>
        <th scope="row">Pairs held out: moved the right way</th>
        <td />
        {Math.abs(after.margin) < STILL ? <td>not moved</td> : <EstimateCell estimate={accuracy} />}
        <td />
      </tr>
      <tr>
        <th scope="row">Pairs held out: margin, no percentage</th>
        <td>{before.margin.toFixed(3)}</td>
        <td>{after.margin.toFixed(3)}</td>
        <td />
      </tr>
    </>
  );
}

interface BeforeAfterRowsProps {
  readonly label: string;
  readonly of: string;
  readonly measured: BeforeAfter;
}

function BeforeAfterRows({ label, of, measured }: BeforeAfterRowsProps) {
  const { mentions, before, after, difference } = measured;
  return (
    <>
      <tr>
        <th scope="row">
          {label}: right at first
          <span className="table-note">
            {mentions.toLocaleString('en')} {of}
          </span>
        </th>
        <EstimateCell estimate={before.top1} />
        <EstimateCell estimate={after.top1} />
        <td>
          <strong>{points(difference.value)}</strong>
          <span className="table-note">
            {points(difference.lower)} to {points(difference.upper)}
          </span>
        </td>
      </tr>
      <tr>
        <th scope="row">{label}: among the first five</th>
        <EstimateCell estimate={before.top5} />
        <EstimateCell estimate={after.top5} />
        <td>{points(after.top5.value - before.top5.value)}</td>
      </tr>
    </>
  );
}

function EstimateCell({ estimate }: { readonly estimate: Estimate }) {
  return (
    <td>
      {percent(estimate.value)}
      <span className="table-note">{interval(estimate)}</span>
    </td>
  );
}
