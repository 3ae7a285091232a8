import { Button } from 'react-aria-components/Button';
import { useApp, useAppState } from '../app-context.js';

/** Messages that stay until they are read. */
export function Notices() {
  const app = useApp();
  const notices = useAppState((state) => state.notices);
  return (
    <section className="notices" aria-label="Messages">
      {notices.map(({ id, tone, text, action }) => (
        <div key={id} className={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
          <p>{text}</p>
          {action && (
            <Button
              className="button"
              onPress={() => {
                app.dismissNotice(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <Button className="button button-plain" onPress={() => app.dismissNotice(id)}>
            Close
          </Button>
        </div>
      ))}
    </section>
  );
}
