import type { ConceptId, DocumentId, MentionId } from '../ids.js';
import { namesOf } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { KbView } from '../kb/view/view.js';
import { mostLike } from '../link/near/most-like.js';
import { pairKey } from '../preference/pair-key.js';
import { createRandom } from '../random.js';
import type { Mention } from '../text/document.js';
import { spanOf } from '../text/span.js';
import type { EvaluationDocument, Replay, TrainingExample } from './job.js';

export interface ReplaySize {
  /** How many to train beside, and how many to judge, at most. */
  readonly examples: number;
  readonly cases: number;
  readonly seed: number;
  /** The type under which a concept of this group is linked in the view; the group itself when absent. */
  readonly typeOf?: (group: string) => string;
}

/**
 * Draws synonym pairs as the base model was taught them (ANGEL's pre-training, arXiv 2408.16493): one name of a concept as
 * a mention without a text, and of its other names the one most like it by character trigrams as the name to write. No
 * concept serves both for training and for judging. Where a knowledge base is too small for all, both get their
 * part. Of a large one only as many concepts are read as are needed.
 *
 * A name that several concepts have is right for each of them where it is judged, and is not trained on: to teach one of
 * them would be to unteach the others.
 */
export function drawReplay(view: KbView, size: ReplaySize): Replay {
  const { examples, cases, seed, typeOf = (group: string): string => group } = size;
  const random = createRandom(seed);
  const found: { readonly examples: TrainingExample[]; readonly documents: EvaluationDocument[] } = {
    examples: [],
    documents: [],
  };
  const seen = new Set<number>();
  for (const conceptIndex of inRandomOrder(view.concepts.conceptCount, random)) {
    if (found.examples.length + found.documents.length >= examples + cases) break;
    const same = view.sameAs(conceptIndex);
    if (seen.has(same) || !view.isOffered(conceptIndex)) continue;
    const pair = pairOf(view, conceptIndex, random);
    if (pair === null) continue;
    const owners = ownersOf(view, pair.mention);
    const type = typeOf(view.concepts.groupAt(conceptIndex));
    // In turn, in the proportion asked for.
    const isCase = found.documents.length * examples < found.examples.length * cases || examples === 0;
    if (isCase && found.documents.length < cases) {
      found.documents.push(documentOf(pair.mention, type, idsOf(view, owners), conceptIndex));
      seen.add(same);
    } else if (found.examples.length < examples && owners.size === 1) {
      found.examples.push(exampleOf(pair, type, conceptIndex));
      seen.add(same);
    }
  }
  return found;
}

/** Names longer than this are formulas: they teach little, and cost as much as ten others. */
const LONGEST_NAME = 100;

interface SynonymPair {
  /** As written. */
  readonly mention: string;
  /** Normalised. */
  readonly chosen: string;
}

/** A name of the concept, and the other one most like it; null for a concept with fewer than two names that are offered. */
function pairOf(view: KbView, conceptIndex: number, random: () => number): SynonymPair | null {
  const concept = view.concepts.at(conceptIndex);
  if (concept === undefined) return null;
  const written = new Map<string, string>();
  for (const name of namesOf(concept)) {
    const normalised = normaliseName(name);
    if (name.length <= LONGEST_NAME && !written.has(normalised) && offers(view, normalised, conceptIndex)) {
      written.set(normalised, name);
    }
  }
  if (written.size < 2) return null;
  const names = [...written];
  const [drawn, mention] = names[Math.floor(random() * names.length)] ?? ['', ''];
  const chosen = mostLike(
    drawn,
    names.flatMap(([name]) => (name === drawn ? [] : [name])),
  );
  return { mention, chosen };
}

function offers(view: KbView, normalised: string, conceptIndex: number): boolean {
  return view.names
    .find(normalised)
    .some((name) => view.names.conceptsOf(name).includes(conceptIndex) && view.offers(name, conceptIndex));
}

/** What the concepts that have a name count as. */
function ownersOf(view: KbView, name: string): ReadonlySet<number> {
  const offered = view.names
    .find(normaliseName(name))
    .flatMap((index) => [...view.names.conceptsOf(index)].filter((owner) => view.offers(index, owner)));
  return new Set(offered.map((owner) => view.sameAs(owner)));
}

function idsOf(view: KbView, owners: ReadonlySet<number>): readonly ConceptId[] {
  const members = [...owners].flatMap((owner) => view.membersOf(owner));
  return [...new Set(members.map((member) => view.concepts.idAt(member)))];
}

function exampleOf({ mention, chosen }: SynonymPair, type: string, conceptIndex: number): TrainingExample {
  const words = { mentionText: mention, longForm: null, contextBefore: '', contextAfter: '' };
  return {
    key: pairKey({ ...words, chosen: { name: chosen }, rejected: { name: '' } }),
    text: mention,
    mention: mentionOf(mention, type, conceptIndex),
    chosen,
    rejected: null,
    weight: 1,
  };
}

function documentOf(
  text: string,
  type: string,
  gold: readonly ConceptId[],
  conceptIndex: number,
): EvaluationDocument {
  const mention = mentionOf(text, type, conceptIndex);
  return {
    documentId: `replay-${conceptIndex}` as DocumentId,
    text,
    around: [mention],
    cases: [{ mention, part: 'gold', gold }],
  };
}

function mentionOf(text: string, type: string, conceptIndex: number): Mention {
  return {
    id: `replay-${conceptIndex}` as MentionId,
    span: spanOf(0, text.length),
    type,
    origin: 'dictionary',
  };
}

/**
 * The numbers below `count`, each once, in random order (Fisher and Yates), without a list of them all: only those that
 * changed places are held.
 */
function* inRandomOrder(count: number, random: () => number): Generator<number, void> {
  const moved = new Map<number, number>();
  for (let left = count; left > 0; left--) {
    const place = Math.floor(random() * left);
    const last = moved.get(left - 1) ?? left - 1;
    yield moved.get(place) ?? place;
    moved.set(place, last);
    moved.delete(left - 1);
  }
}
