import { pairsIn } from '../../state/pairs-in.js';
import { useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { CommandButton } from '../parts/CommandButton.js';

/** Preference pairs so far: what the curator's choices teach. */
export function PairCount() {
  const count = useAppState(({ events }) => pairsIn(events).length);
  return (
    <CommandButton command="go-learning" className="button button-plain">
      {counted(count, 'pair')}
    </CommandButton>
  );
}
