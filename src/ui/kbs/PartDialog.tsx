import { useState } from 'react';
import type { KbUse } from '../../core/project/project.js';
import { useAppState } from '../app-context.js';
import { Sheet } from '../dialogs/Sheet.js';
import { ConceptField } from '../parts/ConceptField.js';
import { ConceptName } from '../parts/ConceptName.js';
import { CheckList } from './CheckList.js';
import { typeWords } from './scopes.js';

interface PartDialogProps {
  readonly type: string;
  readonly use: KbUse;
  readonly title: string;
  readonly onKeep: (use: KbUse) => void;
  readonly onClose: () => void;
}

/** How much of a knowledge base a type of mention uses: some of its types, some of its branches, or all. */
export function PartDialog({ type, use, title, onKeep, onClose }: PartDialogProps) {
  const groups = useAppState(({ library }) => library.installed.find(({ hash }) => hash === use.kb)?.groups);
  const scopes = useAppState(({ project }) => project.scopes);
  const [changed, setChanged] = useState(use);
  const types = Object.entries(groups ?? {}).filter(([group]) => group !== '');
  return (
    <Sheet title={`${title} for ${typeWords(type, scopes)}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          onKeep(changed);
        }}
      >
        {types.length > 0 && (
          <CheckList
            legend="Only these types; none ticked means all"
            values={types.map(([group, count]) => ({ value: group, label: group, count }))}
            chosen={changed.semanticTypes}
            onChange={(semanticTypes) => setChanged({ ...changed, semanticTypes })}
          />
        )}
        <fieldset className="branches">
          <legend>Only below these concepts; none means everywhere</legend>
          <ul>
            {changed.branches.map((id) => (
              <li key={id} className="branch">
                <ConceptName id={id} />
                <button
                  type="button"
                  className="link"
                  aria-label={`Take out the branch ${id}`}
                  onClick={() =>
                    setChanged({ ...changed, branches: changed.branches.filter((other) => other !== id) })
                  }
                >
                  Take out
                </button>
              </li>
            ))}
          </ul>
          <ConceptField
            label="Add a branch"
            chosen={null}
            kb={use.kb}
            onChoose={(id) => {
              if (id !== null && !changed.branches.includes(id)) {
                setChanged({ ...changed, branches: [...changed.branches, id] });
              }
            }}
          />
        </fieldset>
        <div className="sheet-actions">
          <span className="spring" />
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-main">
            Keep
          </button>
        </div>
      </form>
    </Sheet>
  );
}
