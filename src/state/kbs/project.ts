/** The project as its log leaves it, and how the screen changes it. */
import type { EventId, Sha256 } from '../../core/ids.js';
import { draftProjectEvent } from '../../core/project/draft.js';
import type { ProjectEvent } from '../../core/project/events.js';
import { foldProject, type DoingProjectEvent } from '../../core/project/fold.js';
import { startingProject } from '../../core/project/scopes.js';
import type { AppState } from '../app-state.js';
import { announce, type Context } from '../context.js';
import { record, stamp } from '../record.js';
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

/** Writes one change of the project; false, with a message, when it could not be written. */
export async function changeProject(
  context: Context,
  action: DoingProjectEvent['action'],
  said: string,
): Promise<boolean> {
  const { store, services } = context;
  const authorship = {
    id: services.newId() as EventId,
    time: stamp(context),
    curator: store.getState().curator,
  };
  if (!(await record(context, [], [draftProjectEvent(authorship, action)]))) return false;
  store.setState({ lastAction: { text: said, nilMention: null } });
  announce(context, said);
  return true;
}
