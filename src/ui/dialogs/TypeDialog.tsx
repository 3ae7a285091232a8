import { Button } from 'react-aria-components/Button';
import { currentView, focusedMention } from '../../state/document-view.js';
import { typesOf } from '../../state/edit-mentions.js';
import { useApp, useAppState } from '../app-context.js';
import { hueOf } from '../text/hue.js';
import { Sheet } from './Sheet.js';

/** What kind of thing the mention is. */
export function TypeDialog() {
  const app = useApp();
  const view = useAppState(currentView);
  const mention = useAppState(focusedMention);
  if (!view || !mention) return null;
  const { type } = mention.mention;
  return (
    <Sheet title={`What is “${mention.text}”?`} hasClose>
      <div className="choices">
        {typesOf(view).map((choice) => (
          <Button
            key={choice}
            className={`button choice hue-${hueOf(choice)}`}
            autoFocus={choice === type}
            onPress={() => app.retype(choice)}
          >
            <span className="choice-dot" aria-hidden="true" />
            {choice}
            {choice === type && <span className="quiet">now</span>}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
