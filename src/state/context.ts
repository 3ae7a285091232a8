/** What every command gets: the store, the outside world, and a few habits shared by all. */
import { SeraphError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import type { AppState, AppStore, Notice, Task } from './app-state.js';
import type { Services } from './services.js';

export interface Context {
  readonly store: AppStore;
  readonly services: Services;
}

let serial = 0;

/** Adds a message to the screen and returns its id; the same text is never shown twice. */
export function notify(
  { store }: Context,
  tone: Notice['tone'],
  text: string,
  action: Notice['action'] = null,
): Notice['id'] {
  const notice: Notice = { id: ++serial, tone, text, action };
  store.setState(({ notices }) => ({ notices: [...notices.filter((old) => old.text !== text), notice] }));
  return notice.id;
}

export function dismissNotice({ store }: Context, id: number): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Says it to a screen reader. The alternating last space makes equal sentences in a row be read again. */
export function announce({ store }: Context, text: string): void {
  store.setState(({ announcement }) => ({ announcement: announcement === text ? `${text} ` : text }));
}

/** The words of a failure for the screen. A `SeraphError` is already written for the curator. */
export function wordsOf(error: unknown): string {
  if (error instanceof SeraphError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `Something failed inside Seraph (${detail}). Your decisions are kept. Reload the page; if it happens again, report it.`;
}

export function isAborted(error: unknown): error is Error {
  return (
    (error instanceof SeraphError && error.kind === 'aborted') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** Shows a long operation in the bar while it runs. `cancel` is offered as a button. */
export async function withTask<T>(
  { store, services }: Context,
  first: Progress,
  abort: AbortController,
  run: (options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<T>,
): Promise<T> {
  const id = ++serial;
  const task: Task = {
    id,
    progress: first,
    startedAt: services.now(),
    startedWith: first.done,
    elapsed: 0,
    cancel: () => abort.abort(),
  };
  store.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
  const onProgress = (progress: Progress): void => {
    const now = services.now();
    const update = (old: Task): Task => {
      // A new thing being done starts its own estimate of the time left.
      const isSame = old.progress.task === progress.task;
      const { startedAt, startedWith } = isSame ? old : { startedAt: now, startedWith: progress.done };
      return { ...old, progress, startedAt, startedWith, elapsed: now - startedAt };
    };
    store.setState(({ tasks }) => ({ tasks: tasks.map((old) => (old.id === id ? update(old) : old)) }));
  };
  try {
    return await run({ signal: abort.signal, onProgress });
  } finally {
    store.setState(({ tasks }) => ({ tasks: tasks.filter((old) => old.id !== id) }));
  }
}

/** The open document, or undefined before the first one. */
export function currentDocument({ documents, currentId }: AppState) {
  return documents.find(({ id }) => id === currentId);
}
