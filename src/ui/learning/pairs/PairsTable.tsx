import { useState } from 'react';
import type { TrainingSetEntry } from '../../../core/preference/training-set.js';
import { PairRow } from './PairRow.js';

/** Rows of a page. */
const PAGE = 100;

/** The pairs, the newest first, in pages. */
export function PairsTable({ entries }: { readonly entries: readonly TrainingSetEntry[] }) {
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(entries.length / PAGE));
  const at = Math.min(page, pages - 1);
  const shown = entries.slice(at * PAGE, (at + 1) * PAGE);
  if (entries.length === 0) return <p className="page-empty">No pair is like that.</p>;
  return (
    <>
      <div className="table-frame" tabIndex={0} role="region" aria-label="Table of pairs">
        <table className="table pairs">
          <thead>
            <tr>
              <th scope="col">In the text</th>
              <th scope="col">Better</th>
              <th scope="col">Worse</th>
              <th scope="col">Part</th>
              <th scope="col">From</th>
              <th scope="col">
                <span className="unseen">What to do with it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <PairRow key={entry.key} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav className="pages" aria-label="Pages of pairs">
          <button type="button" className="button" disabled={at === 0} onClick={() => setPage(at - 1)}>
            Newer
          </button>
          <span className="quiet">
            {(at * PAGE + 1).toLocaleString('en')} to {(at * PAGE + shown.length).toLocaleString('en')} of{' '}
            {entries.length.toLocaleString('en')}
          </span>
          <button
            type="button"
            className="button"
            disabled={at === pages - 1}
            onClick={() => setPage(at + 1)}
          >
            Older
          </button>
        </nav>
      )}
    </>
  );
}
