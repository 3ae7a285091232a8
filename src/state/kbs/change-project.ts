import type { EventId } from '../../core/ids.js';
import { draftProjectEvent } from '../../core/project/draft.js';
import type { DoingProjectEvent } from '../../core/project/fold.js';
import { announce, type Context } from '../context.js';
import { record, stamp } from '../record.js';

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
