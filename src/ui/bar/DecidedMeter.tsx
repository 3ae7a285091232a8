import { currentView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';

const DOTS = 5;

/** How much of the document is decided. A dot fills only when its whole fifth is done. */
export function DecidedMeter() {
  const decided = useAppState((state) => currentView(state)?.decided ?? 0);
  const total = useAppState((state) => currentView(state)?.mentions.length ?? 0);
  if (total === 0) return <p className="meter" />;
  const filled = Math.floor((decided / total) * DOTS);
  return (
    <p className="meter">
      <span className="meter-dots" aria-hidden="true">
        {'●'.repeat(filled)}
        <span className="meter-open">{'●'.repeat(DOTS - filled)}</span>
      </span>
      {decided}/{total}
      <span className="meter-words"> decided</span>
    </p>
  );
}
