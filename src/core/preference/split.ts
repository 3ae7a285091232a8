/** Which documents are trained on, and which are held out to be judged on. */
import type { DecisionEvent } from '../decision/events.js';
import type { DoingEvent } from '../decision/history.js';
import { isSettling } from '../decision/verdict.js';
import { groupBy } from '../group-by.js';
import { textHash } from '../hash/text-hash.js';
import type { DocumentId } from '../ids.js';
import type { TrainingSettings } from '../training/settings.js';
import type { ImportedPair } from './imported-pair.js';
import { pairsOfEvent } from './pairs.js';

export type SplitPart = 'training' | 'held-out';

export type SplitSettings = Pick<TrainingSettings, 'heldOut' | 'seed'>;

/** Words of a text with a mention in them. */
export type Surroundings = Pick<
  ImportedPair,
  'mentionText' | 'longForm' | 'contextBefore' | 'contextAfter' | 'documentId'
>;

/** Gives each document a side, so that no text is on both. */
export interface Split {
  partOf(id: DocumentId): SplitPart;
  partOfPair(pair: Surroundings): SplitPart;
}

/** Of so many documents at least one is held out. With fewer, a figure for one of them would say next to nothing. */
export const LEAST_TO_HOLD_OUT = 5;

/**
 * A document is held out where the hash of the seed and its id says so, whatever other documents there are. Of the
 * documents of the log, in the order in which they first gave a pair, two are told apart: the first is always trained
 * on, for with one document there is nothing else, and the fifth is held out when none before it is. The log only
 * grows, so a document that was once trained on is never held out later under the same seed; what is undone keeps its
 * place.
 *
 * The same text under another id, as when two people curate one article, goes with the document that was there first. An
 * imported document goes over to its copy's side when that is first decided on. Imported pairs of no known document go
 * by the words of the mention.
 *
 * @param events the whole log of decisions
 */
export function createSplit(
  events: readonly DecisionEvent[],
  imported: readonly Surroundings[],
  { heldOut, seed }: SplitSettings,
): Split {
  const copies = new Copies(events, imported);
  const isDrawn = (group: string): boolean => textHash(`${seed} ${group}`) < heldOut * 0x1_0000_0000;
  const [first, ...next] = documentsWithPairs(events, copies);
  const fifth = next[LEAST_TO_HOLD_OUT - 2];
  const forced = next.slice(0, LEAST_TO_HOLD_OUT - 2).some(isDrawn) ? undefined : fifth;
  const partOfGroup = (group: string): SplitPart => {
    if (heldOut <= 0 || group === first) return 'training';
    return group === forced || isDrawn(group) ? 'held-out' : 'training';
  };
  return {
    partOf: (id) => partOfGroup(copies.groupOf(id)),
    partOfPair: (pair) => partOfGroup(copies.groupOfPair(pair)),
  };
}

function documentsWithPairs(events: readonly DecisionEvent[], copies: Copies): readonly string[] {
  const giving = events.filter(
    (event) => isDoing(event) && isSettling(event) && pairsOfEvent(event).length > 0,
  );
  return [...new Set(giving.map(({ documentId }) => copies.groupOf(documentId)))];
}

function isDoing(event: DecisionEvent): event is DoingEvent {
  return event.action.kind !== 'undo' && event.action.kind !== 'redo';
}

/** Characters around a mention that two texts must share to be taken for one. */
const LEAST_SURROUNDINGS = 40;

/** Tells which ids stand for one text. */
class Copies {
  readonly #groupOfDocument = new Map<string, string>();
  /** Words with a mention in them → the group that had them first. */
  readonly #groupOfWords = new Map<string, string>();

  constructor(events: readonly DecisionEvent[], imported: readonly Surroundings[]) {
    // Of a document of the log only the first event is compared, for its side must not change with a later one.
    for (const event of events) this.#take(event.documentId, [event]);
    for (const [id, pairs] of groupBy(imported, ({ documentId }) => documentId)) {
      if (id !== null) this.#take(id, pairs);
    }
  }

  groupOf(id: string): string {
    return this.#groupOfDocument.get(id) ?? id;
  }

  groupOfPair(pair: Surroundings): string {
    const { documentId, mentionText } = pair;
    if (documentId !== null) return this.groupOf(documentId);
    const words = wordsOf(pair);
    return (
      (words === null ? undefined : this.#groupOfWords.get(words)) ?? `mention ${mentionText.toLowerCase()}`
    );
  }

  #take(id: string, places: readonly Surroundings[]): void {
    const words = places.flatMap((place) => wordsOf(place) ?? []);
    const known = words.map((key) => this.#groupOfWords.get(key)).find((group) => group !== undefined);
    const group = this.#groupOfDocument.get(id) ?? known ?? id;
    this.#groupOfDocument.set(id, group);
    for (const key of words) if (!this.#groupOfWords.has(key)) this.#groupOfWords.set(key, group);
  }
}

/** Null where there are too few to tell a text by. */
function wordsOf({ contextBefore, mentionText, contextAfter }: Surroundings): string | null {
  return contextBefore.length + contextAfter.length < LEAST_SURROUNDINGS
    ? null
    : [contextBefore, mentionText, contextAfter].join('\u0000');
}
