import type { Task } from '../state/app-state.js';
import { progressWords } from './progress-words.js';

/** How far a long operation is, and how long it will take: "Reading MeSH names, 4,000 of 7,000 · about 5 s left". */
export function taskWords(task: Task): string {
  return [progressWords(task.progress), timeLeft(task)].filter(Boolean).join(' · ');
}

/** Milliseconds below which a guess would be wild. */
const WORTH_GUESSING = 1500;

/** In words; nothing while there is nothing to go by. */
export function timeLeft({ progress: { done, total }, startedWith, elapsed }: Task): string {
  const moved = done - startedWith;
  if (elapsed < WORTH_GUESSING || moved <= 0 || done >= total) return '';
  const seconds = Math.ceil(((elapsed / moved) * (total - done)) / 1000);
  if (seconds < 60) return `about ${seconds} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}
