/** A new version of a knowledge base: what it means for the decisions, and one undoable step into it. */
import { draftMigration } from '../../core/decision/draft.js';
import type { DecisionEvent } from '../../core/decision/events.js';
import {
  decidedConcept,
  verdictsOf,
  type DecidedConcept,
  type MigratingEvent,
  type SettlingEvent,
} from '../../core/decision/verdict.js';
import type { ConceptId, DocumentId, EventId, Sha256 } from '../../core/ids.js';
import { normaliseName } from '../../core/kb/normalise-name.js';
import { activeEvents } from '../../core/log/history.js';
import { draftProjectEvent } from '../../core/project/draft.js';
import type { ProjectEvent } from '../../core/project/events.js';
import { announce, wordsOf, type Context } from '../context.js';
import type { Engines } from '../engines.js';
import { record, stamp } from '../record.js';
import type { Migration, MigrationLine, MigrationSelection } from './kb-state.js';

export interface MigrationCommands {
  /** Compares what the decisions name in both versions; both are installed. */
  start(before: Sha256, after: Sha256): Promise<void>;
  /** Puts the new version in the old one's place and carries the chosen decisions over: one command. */
  apply(selection: MigrationSelection): Promise<void>;
  cancel(): void;
}

export function createMigrating(context: Context, engines: Engines): MigrationCommands {
  const { store, services } = context;

  return {
    async start(before, after) {
      const begun: Migration = { before, after, lines: null, unchanged: 0, failed: null };
      store.setState({ page: 'kbs', dialog: null, migration: begun });
      const isCurrent = (): boolean => store.getState().migration === begun;
      const { events, projectEvents } = store.getState();
      const affected = byConcept(decisionsIn(events, lineageOf(projectEvents, before)));
      try {
        const ids = [...affected.keys()];
        const changes = await services.kb.call('compare', { before, after, ids });
        if (!isCurrent()) return;
        const lines = changes
          .filter(({ kind }) => kind !== 'same')
          .map((change): MigrationLine => ({ ...change, ...weightOf(affected.get(change.before.id) ?? []) }));
        store.setState({ migration: { ...begun, lines, unchanged: changes.length - lines.length } });
      } catch (error) {
        if (isCurrent()) store.setState({ migration: { ...begun, failed: wordsOf(error) } });
      }
    },
    async apply(selection) {
      const { migration, events, projectEvents, curator } = store.getState();
      if (!migration?.lines) return;
      const { before, after } = migration;
      const time = stamp(context);
      const authorship = () => ({ id: services.newId() as EventId, time, curator });
      const drafts = decisionsIn(events, lineageOf(projectEvents, before)).flatMap(({ event, concept }) => {
        const chosen = selection.get(concept.conceptId);
        if (!chosen) return [];
        const target = { conceptId: chosen.id, name: normaliseName(chosen.name), kbHash: after };
        return [draftMigration(event, concept.conceptId, target, authorship())];
      });
      const action = { kind: 'replace-kb', before, after } as const;
      if (!(await record(context, drafts, [draftProjectEvent(authorship(), action)]))) return;
      const said = `The new version is in use; ${drafts.length} decisions follow it.`;
      store.setState({ migration: null, lastAction: { text: said, nilMention: null } });
      announce(context, said);
      void engines.openProject();
    },
    cancel: () => store.setState({ migration: null }),
  };
}

interface Decided {
  /** What the decision stands by. */
  readonly event: SettlingEvent | MigratingEvent;
  readonly concept: DecidedConcept;
}

/** Decisions that stand for a concept of one of these knowledge bases. */
function decisionsIn(events: readonly DecisionEvent[], kbs: ReadonlySet<Sha256>): readonly Decided[] {
  return verdictsOf(events).flatMap((verdict) => {
    const concept = decidedConcept(verdict);
    const event = verdict.migrated ?? verdict.settled;
    return event && concept?.kbHash && kbs.has(concept.kbHash) ? [{ event, concept }] : [];
  });
}

/** A version and those that it took the place of: decisions that a change left as they were name these. */
function lineageOf(events: readonly ProjectEvent[], kb: Sha256): ReadonlySet<Sha256> {
  const lineage = new Set([kb]);
  for (const { action } of activeEvents(events).toReversed()) {
    if (action.kind === 'replace-kb' && lineage.has(action.after)) lineage.add(action.before);
  }
  return lineage;
}

function byConcept(decided: readonly Decided[]): ReadonlyMap<ConceptId, readonly Decided[]> {
  const groups = new Map<ConceptId, Decided[]>();
  for (const each of decided) {
    const group = groups.get(each.concept.conceptId);
    if (group) group.push(each);
    else groups.set(each.concept.conceptId, [each]);
  }
  return groups;
}

function weightOf(decided: readonly Decided[]): { mentions: number; documents: readonly DocumentId[] } {
  const documents = new Set(decided.map(({ event }) => event.documentId));
  return { mentions: decided.length, documents: [...documents] };
}
