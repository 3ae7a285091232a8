import type { Contributions } from '../../../core/training/report.js';
import { interval, percent, points } from '../figures.js';

const ROWS = [
  { key: 'neither', label: 'Neither' },
  { key: 'memory', label: 'Memory of your decisions alone' },
  { key: 'training', label: 'Training alone' },
  { key: 'both', label: 'Both, as the page links' },
] as const;

/** What memory and training bring, apart and together, on the decisions held out. */
export function ContributionsTable({ contributions }: { readonly contributions: Contributions }) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="What memory and training bring">
      <table className="table table-figures">
        <thead>
          <tr>
            <th scope="col">What is in play</th>
            <th scope="col">Right at first</th>
            <th scope="col">Points over neither</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ key, label }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>
                {percent(contributions[key].value)}
                <span className="table-note">{interval(contributions[key])}</span>
              </td>
              <td>
                {key === 'neither' ? '' : points(contributions[key].value - contributions.neither.value)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
