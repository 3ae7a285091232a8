import { useApp, useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';

/** What was done last, with the way back. */
export function LastAction() {
  const app = useApp();
  const last = useAppState((state) => state.lastAction);
  if (!last) return <footer className="last" />;
  return (
    <footer className="last">
      <p className="last-words" title={last.text}>
        {last.text}
      </p>
      {last.nilMention !== null && (
        <button type="button" className="link" onClick={() => app.run('nil-reason')}>
          Say why
        </button>
      )}
      <CommandButton command="undo" className="button button-plain" withKey>
        Undo
      </CommandButton>
    </footer>
  );
}
