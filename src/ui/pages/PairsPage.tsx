import { Button } from 'react-aria-components/Button';
import type { PreferencePair } from '../../core/preference/pairs.js';
import { pairsIn } from '../../state/pairs-in.js';
import { useApp, useAppState } from '../app-context.js';
import { download } from '../download.js';
import { PageFrame } from '../parts/PageFrame.js';

/** Rows drawn; the export holds all. */
const LISTED = 300;

/** What the decisions teach: for each mention, the better name and the worse one. */
export function PairsPage() {
  const app = useApp();
  const pairs = useAppState(({ events }) => pairsIn(events));
  const newest = pairs.slice(-LISTED).reverse();
  return (
    <PageFrame
      title="Preference pairs"
      count={pairs.length}
      actions={
        <Button
          className="button"
          isDisabled={pairs.length === 0}
          onPress={() => app.exportFile('pairs', download)}
        >
          Export
        </Button>
      }
    >
      {pairs.length === 0 ? (
        <p className="page-empty">
          There are none yet. Accept a candidate in the text: the one you chose and the ones above it become
          pairs.
        </p>
      ) : (
        <div className="table-frame" tabIndex={0} role="region" aria-label="Table of pairs">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">In the text</th>
                <th scope="col">Better</th>
                <th scope="col">Worse</th>
                <th scope="col">From</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {newest.map((pair) => (
                <PairRow key={`${pair.eventId} ${pair.rejected.conceptId}`} pair={pair} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pairs.length > LISTED && (
        <p className="page-empty">
          The newest {LISTED} of {pairs.length.toLocaleString('en')}. The export holds all of them.
        </p>
      )}
    </PageFrame>
  );
}

function PairRow({ pair }: { readonly pair: PreferencePair }) {
  const { mentionText, longForm, chosen, rejected, time } = pair;
  const label = useAppState(({ documents }) => documents.find(({ id }) => id === pair.documentId)?.label);
  return (
    <tr>
      <td className="table-mention">
        {mentionText}
        {longForm !== null && <span className="quiet"> ({longForm})</span>}
      </td>
      <td>
        {chosen.name} <span className="quiet">{chosen.rank === null ? 'search' : `rank ${chosen.rank}`}</span>
      </td>
      <td>
        {rejected.name} <span className="quiet">rank {rejected.rank}</span>
      </td>
      <td className="quiet">{label ?? 'removed document'}</td>
      <td className="quiet">
        <time dateTime={time}>{time.slice(0, 16).replace('T', ' ')}</time>
      </td>
    </tr>
  );
}
