/** Pairs that say the opposite of each other, and which of them stands: what was said last. */
import type { DecisionEvent } from '../decision/events.js';
import { verdictsOf } from '../decision/verdict.js';
import { groupBy } from '../group-by.js';
import type { ConceptId } from '../ids.js';
import type { ImportedPair } from './imported-pair.js';
import type { PreferencePair } from './pairs.js';

/**
 * `superseded`: another source decided this very mention for another concept, or for none, later. `reversed`: in the same
 * words and surroundings the two names were put the other way round later.
 */
export type ConflictKind = 'superseded' | 'reversed';

export interface Conflict {
  readonly kind: ConflictKind;
  /** Keys of the pairs that stand; none where the mention was decided as "none of these". */
  readonly kept: readonly string[];
  /** Keys of those that they contradict: not trained on unless asked for. */
  readonly left: readonly string[];
}

/** A pair with its key, repeats included. */
export interface SaidPair {
  readonly key: string;
  readonly pair: PreferencePair | ImportedPair;
  readonly origin: 'decision' | 'imported';
}

/**
 * The contradictions among pairs. Within one source, the curator's own log or one curator's file, nothing is
 * superseded: two mentions with one span may well be two concepts, and a log changes its mind by itself.
 *
 * @param pairs repeats included, for saying a thing again makes it newer; each source's in order
 * @param events the log, for mentions that are "none of these" now
 */
export function conflictsOf(
  pairs: readonly SaidPair[],
  events: readonly DecisionEvent[],
): readonly Conflict[] {
  const superseded = supersededIn(pairs, events);
  const gone = new Set(superseded.flatMap(({ left }) => left));
  return [...superseded, ...reversedIn(pairs.filter(({ key }) => !gone.has(key)))];
}

/** What a source says of a mention. */
interface Statement {
  readonly source: string;
  readonly time: number;
  /** Null for "none of these". */
  readonly chosen: { readonly conceptId: ConceptId; readonly name: string } | null;
  readonly key: string | null;
}

const OWN_LOG = 'log';

function supersededIn(pairs: readonly SaidPair[], events: readonly DecisionEvent[]): readonly Conflict[] {
  // Only there can two sources differ, and most projects have one.
  const inFiles = new Set(
    pairs.flatMap(({ pair, origin }) => (origin === 'imported' ? (pair.documentId ?? []) : [])),
  );
  if (inFiles.size === 0) return [];
  const said = pairs.flatMap(({ key, pair, origin }) => {
    if (pair.documentId === null || !inFiles.has(pair.documentId)) return [];
    const place = placeOf(pair);
    const source = origin === 'decision' ? OWN_LOG : JSON.stringify(['file', fileOf(pair), pair.curator]);
    return [{ place, source, time: timeOf(pair), chosen: pair.chosen, key }];
  });
  const nils = verdictsOf(events).flatMap(({ settled }) =>
    settled?.action.kind === 'nil'
      ? [{ place: placeOf(settled), source: OWN_LOG, time: timeOf(settled), chosen: null, key: null }]
      : [],
  );
  const places = groupBy([...said, ...nils], ({ place }) => place);
  return [...places.values()].flatMap((statements) => {
    const { source } = newestOf(statements);
    const stand = statements.filter((statement) => statement.source === source);
    const left = statements.filter((statement) => !stand.some((other) => agree(statement, other)));
    const keys = keysOf(left);
    return keys.length === 0
      ? []
      : [{ kind: 'superseded', kept: keysOf(stand), left: keys } satisfies Conflict];
  });
}

/** One concept under two names, or one name under the ids of two versions, is the same said twice. */
function agree({ chosen }: Statement, { chosen: other }: Statement): boolean {
  if (chosen === null || other === null) return chosen === other;
  return chosen.conceptId === other.conceptId || chosen.name === other.name;
}

function reversedIn(pairs: readonly SaidPair[]): readonly Conflict[] {
  const sameNames = groupBy(pairs, ({ pair }) =>
    [pair.chosen.name, pair.rejected.name].sort().join('\u0000'),
  );
  // Words are long, and hardly any names are put both ways: they are compared for these alone.
  const bothWays = [...sameNames.values()].filter(
    (group) => new Set(group.map(({ pair }) => pair.chosen.name)).size > 1,
  );
  const places = bothWays.flatMap((group) => [
    ...groupBy(group, ({ pair }) => JSON.stringify(wordsOf(pair))).values(),
  ]);
  return places.flatMap((place) => {
    const statements = place.map(({ key, pair, origin }) => ({
      key,
      source: origin === 'decision' ? OWN_LOG : 'file',
      time: timeOf(pair),
    }));
    const { key } = newestOf(statements);
    const left = keysOf(statements.filter((statement) => statement.key !== key));
    return left.length === 0 ? [] : [{ kind: 'reversed', kept: [key], left } satisfies Conflict];
  });
}

/** The last of the newest; at one moment the curator's own word counts for more than a file's. */
function newestOf<T extends Pick<Statement, 'source' | 'time'>>(statements: readonly T[]): T {
  return statements.reduce((newest, other) => {
    if (other.time !== newest.time) return other.time > newest.time ? other : newest;
    return newest.source === OWN_LOG && other.source !== OWN_LOG ? newest : other;
  });
}

function keysOf(statements: readonly { readonly key: string | null }[]): readonly string[] {
  return [...new Set(statements.flatMap(({ key }) => key ?? []))];
}

/** The mention of a document, by its words. */
function placeOf(pair: Words & Pick<ImportedPair, 'documentId'>): string {
  return JSON.stringify([pair.documentId, ...wordsOf(pair)]);
}

type Words = Pick<ImportedPair, 'mentionText' | 'longForm' | 'contextBefore' | 'contextAfter'>;

function wordsOf({ mentionText, longForm, contextBefore, contextAfter }: Words) {
  return [mentionText, longForm, contextBefore, contextAfter] as const;
}

function fileOf(pair: SaidPair['pair']): string | null {
  return 'file' in pair ? pair.file : null;
}

/** Milliseconds since 1970; what has no time is older than all that has. */
function timeOf({ time }: { readonly time: string | null }): number {
  const moment = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(moment) ? -Infinity : moment;
}
