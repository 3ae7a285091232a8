/** What the curator keeps from training. The project's log holds it, so undo takes it back like all else. */
import type { DocumentId, EventId } from '../../core/ids.js';
import { draftProjectEvent } from '../../core/project/draft.js';
import type { ExclusionAction } from '../../core/project/events.js';
import { announce, type Context } from '../context.js';
import { record, stamp } from '../record.js';

export interface ExclusionCommands {
  excludePair(key: string): Promise<void>;
  /** Lets a pair in, against an exclusion of its document. */
  includePair(key: string): Promise<void>;
  excludeDocument(id: DocumentId): Promise<void>;
  includeDocument(id: DocumentId): Promise<void>;
  /** Of pairs that contradict each other, lets some in and leaves others out, in one step. */
  prefer(included: readonly string[], excluded: readonly string[]): Promise<void>;
}

export function createExclusions(context: Context): ExclusionCommands {
  const { store, services } = context;
  const label = (id: DocumentId): string =>
    store.getState().documents.find((document) => document.id === id)?.label ?? 'a removed document';

  /** Writes them as one command. */
  const change = async (actions: readonly ExclusionAction[], said: string): Promise<void> => {
    if (actions.length === 0) return;
    const time = stamp(context);
    const { curator } = store.getState();
    const drafts = actions.map((action) =>
      draftProjectEvent({ id: services.newId() as EventId, time, curator }, action),
    );
    if (!(await record(context, [], drafts))) return;
    store.setState({ lastAction: { text: said, nilMention: null } });
    announce(context, said);
  };

  return {
    excludePair: (key) => change([{ kind: 'exclude-pair', key }], 'The pair is left out of training'),
    includePair: (key) => change([{ kind: 'include-pair', key }], 'The pair is trained on'),
    excludeDocument: (documentId) =>
      change(
        [{ kind: 'exclude-document', documentId }],
        `The pairs of ${label(documentId)} are left out of training`,
      ),
    includeDocument: (documentId) =>
      change([{ kind: 'include-document', documentId }], `The pairs of ${label(documentId)} are trained on`),
    prefer: (included, excluded) =>
      change(
        [
          ...included.map((key) => ({ kind: 'include-pair', key }) as const),
          ...excluded.map((key) => ({ kind: 'exclude-pair', key }) as const),
        ],
        'Chose between pairs that contradict each other',
      ),
  };
}
