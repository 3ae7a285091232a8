import type { CommandId } from '../../state/keymap.js';
import { currentView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';

/** One line under the text: what the selection or the span being drawn can become. */
export function TextFooter() {
  const draft = useAppState((state) => state.spanDraft);
  const selection = useAppState((state) => state.selection);
  const text = useAppState((state) => currentView(state)?.document.text ?? '');
  if (draft) {
    return (
      <div className="text-footer">
        <q>{text.slice(draft.span.start, draft.span.end)}</q>
        <Ends name="Start" back="start-left" on="start-right" />
        <Ends name="End" back="end-left" on="end-right" />
        <span className="text-footer-hint">
          <kbd aria-hidden="true">Alt</kbd> by word
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

interface EndsProps {
  readonly name: 'Start' | 'End';
  readonly back: CommandId;
  readonly on: CommandId;
}

/** For hands that are not on the keyboard, and to teach those that are. */
function Ends({ name, back, on }: EndsProps) {
  return (
    <span className="text-footer-ends" role="group" aria-label={name}>
      {name}
      <CommandButton command={back} className="button step" label={`${name} one character back`}>
        ←
      </CommandButton>
      <CommandButton command={on} className="button step" label={`${name} one character on`}>
        →
      </CommandButton>
    </span>
  );
}
