import type { Concept } from '../../../core/kb/knowledge-base.js';
import type { MigrationLine } from '../../../state/kbs/kb-state.js';
import { counted } from '../../counted.js';
import { choicesFor } from './selection.js';

interface MigrationRowProps {
  readonly line: MigrationLine;
  /** What its decisions become; null when they stay. */
  readonly chosen: Pick<Concept, 'id' | 'name'> | null;
  readonly onChoose: (to: Pick<Concept, 'id' | 'name'> | null) => void;
}

const KINDS: Readonly<Record<MigrationLine['kind'], string>> = {
  same: 'the same',
  renamed: 'renamed',
  merged: 'merged',
  obsolete: 'obsolete',
  vanished: 'gone',
};

/** What became of one concept, and what its decisions become. */
export function MigrationRow({ line, chosen, onChoose }: MigrationRowProps) {
  const { before, kind, mentions, documents } = line;
  const choices = choicesFor(line);
  const [first] = choices;
  return (
    <li className="change">
      <label className="change-old">
        <input
          type="checkbox"
          checked={chosen !== null}
          disabled={!first}
          onChange={({ target }) => onChoose(target.checked && first ? first : null)}
        />
        <span>
          {before.name} <span className="quiet">{before.id}</span>
        </span>
      </label>
      <span className="badge change-kind">{KINDS[kind]}</span>
      <span className="change-new">
        {choices.length > 1 ? (
          <select
            className="field"
            aria-label={`Put in the place of ${before.name}`}
            value={chosen?.id ?? ''}
            onChange={({ target }) => onChoose(choices.find(({ id }) => id === target.value) ?? null)}
          >
            <option value="">Leave as it is</option>
            {choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name} ({id})
              </option>
            ))}
          </select>
        ) : first ? (
          <>
            <span aria-hidden="true">→ </span>
            {first.name} {first.id !== before.id && <span className="quiet">{first.id}</span>}
          </>
        ) : (
          <span className="quiet">nothing takes its place; its decisions stay</span>
        )}
      </span>
      <span className="quiet change-count">
        {counted(mentions, 'mention')} in {counted(documents.length, 'document')}
      </span>
    </li>
  );
}
