import { currentView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';
import { Key } from '../parts/Key.js';

/** One line under the text: what the selection or the span being drawn can become. */
export function TextFooter() {
  const draft = useAppState((state) => state.spanDraft);
  const selection = useAppState((state) => state.selection);
  const text = useAppState((state) => currentView(state)?.document.text ?? '');
  if (draft) {
    return (
      <div className="text-footer">
        <q>{text.slice(draft.span.start, draft.span.end)}</q>
        <span className="text-footer-keys">
          <span>
            <Key of="end-left" /> <Key of="end-right" /> end
          </span>
          <span>
            <Key of="start-left" /> <Key of="start-right" /> start
          </span>
          <span>
            <kbd aria-hidden="true">Alt</kbd> by word
          </span>
        </span>
        <CommandButton command="keep-span" withKey>
          Keep
        </CommandButton>
        <CommandButton command="escape" withKey>
          Cancel
        </CommandButton>
      </div>
    );
  }
  if (!selection) return null;
  return (
    <div className="text-footer">
      <q>{text.slice(selection.start, selection.end)}</q>
      <CommandButton command="new-mention" withKey>
        Mark as a mention
      </CommandButton>
    </div>
  );
}
