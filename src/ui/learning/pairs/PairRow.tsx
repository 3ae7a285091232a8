import type { TrainingSetEntry } from '../../../core/preference/training-set.js';
import { useApp, useAppState } from '../../app-context.js';
import { stateOf } from './pair-rows.js';
import { PairWords } from './PairWords.js';

const STATES = { used: '', excluded: 'left out', contradicted: 'contradicted' } as const;

/** One pair: the words, both names, what it is for, where it comes from, and whether it is in. */
export function PairRow({ entry }: { readonly entry: TrainingSetEntry }) {
  const app = useApp();
  const { key, pair, part, weight, excluded } = entry;
  const state = stateOf(entry);
  const { chosen, rejected } = pair;
  const about = `${pair.mentionText}: ${chosen.name}, not ${rejected.name}`;
  return (
    <tr className={state === 'used' ? '' : 'is-out'}>
      <td className="pair-words">
        <PairWords pair={pair} />
      </td>
      <td>
        {chosen.name}
        <span className="table-note">{chosen.rank === null ? 'search' : `rank ${chosen.rank}`}</span>
      </td>
      <td>
        {rejected.name}
        {rejected.rank !== null && <span className="table-note">rank {rejected.rank}</span>}
      </td>
      <td>
        {part === 'held-out' ? 'held out' : 'training'}
        <span className="table-note">
          {state === 'used'
            ? part === 'training'
              ? `weight ${weight.toFixed(2)}`
              : ''
            : excluded === 'document'
              ? 'document left out'
              : STATES[state]}
        </span>
      </td>
      <td>
        <Source entry={entry} />
      </td>
      <td className="pair-tools">
        <button
          type="button"
          className="button button-plain"
          aria-label={`${state === 'used' ? 'Leave out' : 'Let in'} ${about}`}
          onClick={() => (state === 'used' ? app.excludePair(key) : app.includePair(key))}
        >
          {state === 'used' ? 'Leave out' : 'Let in'}
        </button>
      </td>
    </tr>
  );
}

/** The decision that it comes from, as a way there; of an imported pair, the file. */
function Source({ entry: { pair } }: { readonly entry: TrainingSetEntry }) {
  const app = useApp();
  const label = useAppState(({ documents }) => documents.find(({ id }) => id === pair.documentId)?.label);
  const when = pair.time !== null && (
    <time className="table-note" dateTime={pair.time}>
      {pair.time.slice(0, 16).replace('T', ' ')}
    </time>
  );
  if ('file' in pair) {
    return (
      <>
        <span className="quiet">{pair.file}</span>
        <span className="table-note">
          {[pair.curator, pair.time?.slice(0, 10)].filter(Boolean).join(', ')}
        </span>
      </>
    );
  }
  const { documentId, mentionId, mentionText } = pair;
  return (
    <>
      {label === undefined ? (
        <span className="quiet">removed document</span>
      ) : (
        <button
          type="button"
          className="link"
          aria-label={`${label}: go to ${mentionText}`}
          onClick={() => app.showPlace({ documentId, mentionId })}
        >
          {label}
        </button>
      )}
      {when}
    </>
  );
}
