import type { RunUnderWay } from '../../../state/learning/learning-state.js';
import { useAppState } from '../../app-context.js';

/** What holds a run up, where something does. */
export function SlowDowns({ run }: { readonly run: RunUnderWay }) {
  const isOnBattery = useAppState((state) => state.isOnBattery);
  const lines = [
    run.wasHidden &&
      'This tab was out of sight meanwhile: browsers slow such tabs down, or stop them. Keep it in sight, in a window of its own, and training is as fast as it can be.',
    isOnBattery &&
      'This machine runs on battery: training uses it up, and may be slower than on mains. Pause it if you need the charge.',
    run.notKept !== null &&
      `The last checkpoint was not stored. ${run.notKept} Training goes on; free some space before you close this tab.`,
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <ul className="asides" aria-label="About this run">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
