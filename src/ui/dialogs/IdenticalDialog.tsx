import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { MentionId } from '../../core/ids.js';
import { actionForAll } from '../../state/decide.js';
import { currentView, decidedName, focusedMention } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { Sheet } from './Sheet.js';

const AROUND = 36;

/** The same words elsewhere, each with its surroundings: homographs can be left out before all are decided. */
export default function IdenticalDialog({ mentionIds }: { readonly mentionIds: readonly MentionId[] }) {
  const app = useApp();
  const view = useAppState(currentView);
  const mention = useAppState(focusedMention);
  const row = useAppState((state) => state.candidateIndex);
  const known = useAppState((state) => mention && decidedName(mention, state));
  const [left, setLeft] = useState<ReadonlySet<MentionId>>(new Set());
  if (!view || !mention) return null;
  const action = actionForAll(mention, row);
  const name = known ?? mention.candidates[row]?.conceptName ?? '';
  const chosen = mentionIds.filter((id) => !left.has(id));
  const { text } = view.document;
  return (
    <Sheet
      title={action?.kind === 'nil' ? `“${mention.text}”: none of these` : `“${mention.text}” is ${name}`}
    >
      {action ? (
        <p className="quiet">Take out those that mean something else. One undo takes all of it back.</p>
      ) : (
        <p className="quiet">There is no candidate to give them. Decide this mention first, then press a.</p>
      )}
      <ul className="contexts">
        {mentionIds.map((id) => {
          const span = view.byId.get(id)?.mention.span;
          if (!span) return null;
          return (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={!left.has(id)}
                  onChange={({ target }) => {
                    const next = new Set(left);
                    if (target.checked) next.delete(id);
                    else next.add(id);
                    setLeft(next);
                  }}
                />
                <span className="context">
                  …{text.slice(Math.max(0, span.start - AROUND), span.start)}
                  <strong>{text.slice(span.start, span.end)}</strong>
                  {text.slice(span.end, span.end + AROUND)}…
                </span>
              </label>
            </li>
          );
        })}
      </ul>
      <div className="sheet-actions">
        <span className="spring" />
        <Button className="button" onPress={app.closeDialog}>
          Cancel
        </Button>
        <Button
          className="button button-main"
          autoFocus
          isDisabled={!action || chosen.length === 0}
          onPress={() => app.applyToAll(chosen)}
        >
          Decide {counted(chosen.length, 'mention')} <kbd aria-hidden="true">↵</kbd>
        </Button>
      </div>
    </Sheet>
  );
}
