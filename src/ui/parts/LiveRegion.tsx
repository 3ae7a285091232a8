import { useAppState } from '../app-context.js';

/** Says every decision and move to a screen reader. */
export function LiveRegion() {
  const announcement = useAppState((state) => state.announcement);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
