/** The project as its log leaves it. */
import type { Sha256 } from '../../core/ids.js';
import type { ProjectEvent } from '../../core/project/events.js';
import { foldProject } from '../../core/project/fold.js';
import { startingProject } from '../../core/project/scopes.js';
import type { AppState } from '../app-state.js';
import { NO_KBS, type KbState } from './kb-state.js';

/** Puts events into the state; the project follows. */
export function withProjectEvents(
  { projectEvents, starter }: Pick<AppState, 'projectEvents' | 'starter'>,
  added: readonly ProjectEvent[],
): Partial<KbState> {
  return withStarter([...projectEvents, ...added], starter);
}

/** The project with `starter` in use until the curator chooses otherwise. */
export function withStarter(
  projectEvents: readonly ProjectEvent[],
  starter: Sha256 | null,
): Partial<KbState> {
  const start = starter === null ? NO_KBS.project : startingProject(starter);
  return { projectEvents, starter, project: foldProject(projectEvents, start) };
}
