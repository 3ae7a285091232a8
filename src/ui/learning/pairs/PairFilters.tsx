import { useMemo } from 'react';
import type { DocumentId } from '../../../core/ids.js';
import { exclusionsOf } from '../../../core/preference/exclusions.js';
import type { TrainingSetEntry } from '../../../core/preference/training-set.js';
import { useApp, useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { NO_FILTER, type PairFilter } from './pair-rows.js';
import { useLabels } from './use-labels.js';

interface PairFiltersProps {
  readonly filter: PairFilter;
  readonly entries: readonly TrainingSetEntry[];
  readonly found: number;
  readonly onChange: (filter: PairFilter) => void;
}

/** Holds the table to words, a part, a state or a document; a whole document can be left out here. */
export function PairFilters({ filter, entries, found, onChange }: PairFiltersProps) {
  const labelOf = useLabels();
  const documents = useMemo(
    () => [...new Set(entries.flatMap(({ pair }) => pair.documentId ?? []))],
    [entries],
  );
  const isOn = filter !== NO_FILTER && JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  return (
    <div className="pair-filters" role="search" aria-label="Filter pairs">
      <input
        className="field"
        type="search"
        aria-label="Words in the pairs"
        placeholder="Words, names, ids"
        value={filter.text}
        onChange={({ target }) => onChange({ ...filter, text: target.value })}
      />
      <select
        className="field"
        aria-label="Part"
        value={filter.part}
        onChange={({ target }) => onChange({ ...filter, part: target.value as PairFilter['part'] })}
      >
        <option value="any">Both parts</option>
        <option value="training">Training</option>
        <option value="held-out">Held out</option>
      </select>
      <select
        className="field"
        aria-label="State"
        value={filter.state}
        onChange={({ target }) => onChange({ ...filter, state: target.value as PairFilter['state'] })}
      >
        <option value="any">In any state</option>
        <option value="used">In</option>
        <option value="excluded">Left out</option>
        <option value="contradicted">Contradicted</option>
      </select>
      <select
        className="field pair-document"
        aria-label="Document"
        value={filter.documentId ?? ''}
        onChange={({ target }) => onChange({ ...filter, documentId: target.value || null })}
      >
        <option value="">All documents</option>
        {documents.map((id) => (
          <option key={id} value={id}>
            {labelOf(id)}
          </option>
        ))}
      </select>
      {filter.documentId !== null && <WholeDocument id={filter.documentId as DocumentId} />}
      {isOn && (
        <span className="quiet pair-found" role="status">
          {counted(found, 'pair')}{' '}
          <button type="button" className="link" onClick={() => onChange(NO_FILTER)}>
            Show all
          </button>
        </span>
      )}
    </div>
  );
}

function WholeDocument({ id }: { readonly id: DocumentId }) {
  const app = useApp();
  const projectEvents = useAppState((state) => state.projectEvents);
  const isExcluded = useMemo(() => exclusionsOf(projectEvents).documents.has(id), [projectEvents, id]);
  return (
    <button
      type="button"
      className="button"
      onClick={() => (isExcluded ? app.includeDocument(id) : app.excludeDocument(id))}
    >
      {isExcluded ? 'Let this document in' : 'Leave out this document'}
    </button>
  );
}
