import type { AppState } from '../../state/app-state.js';
import type { LearningTab } from '../../state/learning/learning-state.js';
import { pairsIn } from '../../state/pairs-in.js';
import { useAppState } from '../app-context.js';

/** What stands beside the name of each part: how many there are, or how far. */
export function useTabNotes(): Readonly<Record<LearningTab, string>> {
  const pairs = useAppState(({ events, importedPairs }) => pairsIn(events).length + importedPairs.length);
  const versions = useAppState((state) => state.versions.length);
  const train = useAppState(trainNote);
  return {
    pairs: pairs === 0 ? '' : pairs.toLocaleString('en'),
    train,
    versions: versions === 0 ? '' : versions.toLocaleString('en'),
    memory: '',
  };
}

function trainNote({ training }: AppState): string {
  switch (training?.stage) {
    case undefined:
      return '';
    case 'interrupted':
      return 'interrupted';
    case 'judged':
      return 'report';
    case 'running': {
      const { done, total } = training.progress;
      if (training.isPaused) return 'paused';
      return total > 0 ? `${Math.floor((100 * done) / total)} %` : 'running';
    }
  }
}
