/** The curator who knows what is right: decides each mention from gold, by the log's own events. */
import { draftEvent, type EventDraft } from '../../src/core/decision/draft.js';
import type { DecisionEvent, ShownCandidate } from '../../src/core/decision/events.js';
import type { EventId, Sha256 } from '../../src/core/ids.js';
import { namesOf } from '../../src/core/kb/knowledge-base.js';
import { normaliseName } from '../../src/core/kb/normalise-name.js';
import type { WeighedConcept } from '../../src/core/link/weigh.js';
import type { LinkView } from '../../src/core/link/link-view.js';
import { mostLike } from '../../src/core/link/near/most-like.js';
import { mentionText } from '../../src/core/link/source.js';
import type { WalkMention } from './walk.js';

/** Candidates on the screen, as in the page. */
export const SHOWN = 5;

/** What the candidates were made with. */
export interface Maker {
  readonly view: LinkView;
  readonly modelHash: Sha256;
}

/**
 * The decision on a mention: accepted at the first rank that is right, else corrected to a right concept under the name
 * of it that is most like the mention, else "none of these", where nothing that is right is in the knowledge base.
 *
 * @param ranked best first; the first five are shown
 * @param sequence from 1
 */
export function decide(
  { view, modelHash }: Maker,
  { document, gold }: WalkMention,
  ranked: readonly WeighedConcept[],
  sequence: number,
): DecisionEvent {
  const shown = ranked.slice(0, SHOWN);
  const place = shown.findIndex(({ evidence }) => gold.gold.has(evidence.conceptIndex));
  const candidates = shown.map((entry, i) => candidateOf(view, document.text, gold, entry, i + 1));
  const [right] = gold.gold;
  const accepted = candidates[place];
  const action: EventDraft['action'] & { readonly kind: 'accept' | 'correct' | 'nil' } = accepted
    ? { kind: 'accept', conceptId: accepted.conceptId, name: accepted.name, rank: accepted.rank }
    : right === undefined
      ? { kind: 'nil', reason: null }
      : { kind: 'correct', ...searched(view, mentionText(document.text, gold.mention), right) };
  const conceptIndex = shown[place]?.evidence.conceptIndex ?? right;
  const draft = draftEvent({
    id: `event-${sequence}` as EventId,
    // A second apart, from a day that means nothing.
    time: new Date(1000 * sequence).toISOString(),
    curator: 'simulated',
    document,
    mention: gold.mention,
    action,
    shown: candidates,
    modelHash,
    kbHash: conceptIndex === undefined ? null : view.kbHashOf(conceptIndex),
  });
  return { ...draft, sequence };
}

function candidateOf(
  view: LinkView,
  text: string,
  { mention }: WalkMention['gold'],
  { evidence, share }: WeighedConcept,
  rank: number,
): ShownCandidate {
  return {
    rank,
    conceptId: view.concepts.idAt(evidence.conceptIndex),
    // A concept that is remembered only has no name of its own here, as in the page.
    name: view.names.nameAt(evidence.nameIndex) || mentionText(text, mention).toLowerCase(),
    share,
    score: evidence.meanLogProb,
  };
}

/** The concept as the curator finds it by search. */
function searched(
  view: LinkView,
  text: string,
  conceptIndex: number,
): Pick<ShownCandidate, 'conceptId' | 'name'> {
  const concept = view.concepts.at(conceptIndex);
  const names = concept ? namesOf(concept).map(normaliseName) : [];
  return { conceptId: view.concepts.idAt(conceptIndex), name: mostLike(normaliseName(text), names) };
}
