import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Task } from '../../state/app-state.js';
import { useAppState } from '../app-context.js';

/** What is over sooner than this, milliseconds, is not worth a line. */
const WORTH_SHOWING = 400;

/** The second line of the bar: what takes long, how far it is, how long it will take, and a way to stop it. */
export function TaskLine() {
  const task = useAppState(({ tasks }) => tasks[0]);
  const isSlow = useIsSlow(task?.id);
  if (!task || !isSlow) return null;
  const { progress, cancel } = task;
  return (
    <div className="task">
      <progress
        className="task-bar"
        aria-label={progress.task}
        max={progress.total || 1}
        {...(progress.total > 0 ? { value: progress.done } : {})}
      />
      <p className="task-words">{wordsFor(task)}</p>
      <Button className="link" onPress={cancel}>
        Cancel
      </Button>
    </div>
  );
}

function useIsSlow(id: number | undefined): boolean {
  const [slow, setSlow] = useState<number | null>(null);
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => setSlow(id), WORTH_SHOWING);
    return () => clearTimeout(timer);
  }, [id]);
  return slow !== null && slow === id;
}

function wordsFor({ progress, elapsed }: Task): string {
  const { task, done, total, unit } = progress;
  if (total === 0) return task;
  const amount =
    unit === 'bytes'
      ? `${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`
      : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return [`${task}, ${amount}`, timeLeft(done, total, elapsed)].filter(Boolean).join(' · ');
}

/** In words; nothing while a guess would be wild. */
function timeLeft(done: number, total: number, elapsed: number): string {
  if (elapsed < 1500 || done === 0 || done >= total) return '';
  const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000);
  if (seconds < 60) return `about ${seconds} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}
