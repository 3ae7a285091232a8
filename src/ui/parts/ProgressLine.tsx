import type { Progress } from '../../core/progress.js';
import { progressWords } from '../progress-words.js';

interface ProgressLineProps {
  readonly progress: Progress;
  readonly onCancel: () => void;
  readonly cancelLabel: string;
}

/** A long operation where its result will stand: how far, and a way to stop it. */
export function ProgressLine({ progress, onCancel, cancelLabel }: ProgressLineProps) {
  const { task, done, total } = progress;
  return (
    <div className="progress">
      <progress
        className="task-bar progress-bar"
        aria-label={task}
        max={total || 1}
        {...(total > 0 ? { value: done } : {})}
      />
      <p className="progress-words">{progressWords(progress)}</p>
      <button type="button" className="button" aria-label={cancelLabel} onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
