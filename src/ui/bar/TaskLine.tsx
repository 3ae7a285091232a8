import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useAppState } from '../app-context.js';
import { taskWords } from '../task-words.js';

/** What is over sooner than this, milliseconds, is not worth a line. */
const WORTH_SHOWING = 400;

/** The second line of the bar: what takes long, how far it is, how long it will take, and a way to stop it. */
export function TaskLine() {
  const task = useAppState(({ tasks }) => tasks[0]);
  const isSlow = useIsSlow(task?.id);
  if (!task || !isSlow) return null;
  const { progress, cancel } = task;
  return (
    <section className="task" aria-label="Progress">
      <progress
        className="task-bar"
        aria-label={progress.task}
        max={progress.total || 1}
        {...(progress.total > 0 ? { value: progress.done } : {})}
      />
      <p className="task-words">{taskWords(task)}</p>
      <Button className="link" onPress={cancel}>
        Cancel
      </Button>
    </section>
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
