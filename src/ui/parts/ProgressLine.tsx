import type { Progress } from '../../core/progress.js';
import { progressWords } from '../progress-words.js';

interface ProgressLineProps {
  readonly progress: Progress;
  readonly onCancel: () => void;
  readonly cancelLabel: string;
  /** For where what it is about stands beside it. */
  readonly isShort?: boolean;
}

/** A long operation where its result will stand: how far, and a way to stop it. */
export function ProgressLine({ progress, onCancel, cancelLabel, isShort = false }: ProgressLineProps) {
  const { task, phase, done, total } = progress;
  const shown = isShort && phase !== undefined ? { ...progress, task: phase } : progress;
  return (
    <div className="progress">
      <progress
        className="task-bar progress-bar"
        aria-label={task}
        max={total || 1}
        {...(total > 0 ? { value: done } : {})}
      />
      <p className="progress-words">{progressWords(shown)}</p>
      <button type="button" className="button" aria-label={cancelLabel} onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
