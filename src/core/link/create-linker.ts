import { beamSearch } from '../decode/beam-search.js';
import type { Hypothesis } from '../decode/hypothesis.js';
import type { Scorer, ScorerInput } from '../decode/scorer.js';
import { SeraphError } from '../errors.js';
import { mappedTo } from '../kb/view/mapped.js';
import type { Watch } from '../progress.js';
import { finishInTurns } from '../steps.js';
import type { Mention } from '../text/document.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import type { Trie } from '../trie/trie.js';
import { throwIfAborted } from './cancelled.js';
import type { CombinerSet } from './combine.js';
import type { ConceptEvidence } from './evidence.js';
import type { InputLayout } from './layout.js';
import type { LinkView } from './link-view.js';
import type { Candidate, Evidence, Linker, LinkRequest } from './linker.js';
import type { Meanings } from './meaning.js';
import { NearNames } from './near/near-names.js';
import type { OtherNames } from './other-names.js';
import { readingOf } from './reading.js';
import { buildInput, mentionText } from './source.js';
import { contextOf, weighAll, type LinkContext, type WeighedConcept } from './weigh.js';

/** Mentions decoded in one batch: bounds memory and the time until a cancel is seen. */
const BATCH_MENTIONS = 16;
/** Longest name the search will follow, in pieces. */
const MAX_NAME_PIECES = 128;

export interface LinkerParts {
  readonly scorer: Scorer;
  readonly tokenizer: Tokenizer;
  readonly layout: InputLayout;
  /** What mentions of a type are linked to; null for nothing. The same object for types that share a view. */
  readonly viewFor: (type: string) => LinkView | null;
  /** Null for a model without fitted weights. */
  readonly combiner: CombinerSet | null;
  /** Compares the meanings of names; null for a model that cannot. */
  readonly meanings: Meanings | null;
  /** What other vocabularies call the concepts. */
  readonly otherNames: OtherNames;
  /** Names generated before, for who links the same mentions several times; absent where nobody does. */
  readonly generated?: (trie: Trie) => GeneratedNames;
  /** Lets others go first while names are read for the first time; absent where nobody waits. */
  readonly pause?: () => Promise<void>;
}

/** Names generated for inputs. Of one generator and one trie: whoever changes either, begins anew. */
export type GeneratedNames = Map<string, readonly Hypothesis[]>;

/** The in-process linker: constrained generation over a view's names, then all evidence in one ranked list. */
export function createLinker(parts: LinkerParts): Linker {
  return {
    async link(given, watch = {}) {
      const request = asRead(parts, given);
      const { mentions } = request;
      const found = new Map<Mention, readonly Candidate[]>();
      const seen = new Set(mentions.map(({ type }) => parts.viewFor(type)));
      for (const view of request.mode === 'model' ? [] : seen) {
        if (view)
          await finishInTurns(
            NearNames.prepare(view, parts.otherNames),
            watch,
            parts.pause ?? (() => Promise.resolve()),
          );
      }
      const report = (done: number) =>
        watch.onProgress?.({ task: 'Linking mentions', done, total: mentions.length, unit: 'mentions' });
      for (const { view, batch, context } of batchesOf(parts, request)) {
        throwIfAborted(watch);
        const before = found.size;
        const hypotheses = await generate(parts, view, request, batch, {
          ...watch,
          onProgress: ({ done }) => report(before + done),
        });
        const asked = batch.map((mention, i) => ({ mention, hypotheses: hypotheses[i] ?? [] }));
        const weighed = await weighAll(view, parts, context, asked, watch);
        batch.forEach((mention, i) => {
          const best = (weighed[i] ?? []).slice(0, request.top);
          found.set(
            mention,
            best.map((entry) => toCandidate(view, parts.combiner, request.text, mention, entry)),
          );
        });
        report(found.size);
      }
      return mentions.map((mention) => ({ mentionId: mention.id, candidates: found.get(mention) ?? [] }));
    },
  };
}

/** The request with every mention as its knowledge bases read it. */
function asRead({ viewFor }: LinkerParts, request: LinkRequest): LinkRequest {
  const read = (mention: Mention): Mention => {
    const view = viewFor(mention.type);
    return view === null ? mention : readingOf(view, request.text, mention);
  };
  const { mentions, around } = request;
  return { ...request, mentions: mentions.map(read), ...(around && { around: around.map(read) }) };
}

interface Batch {
  readonly view: LinkView;
  readonly batch: readonly Mention[];
  readonly context: LinkContext;
}

/** Mentions of one view are searched for together; those that are linked to nothing are left out. */
function batchesOf({ viewFor, otherNames }: LinkerParts, request: LinkRequest): readonly Batch[] {
  const byView = new Map<LinkView, Mention[]>();
  for (const mention of request.mentions) {
    const view = viewFor(mention.type);
    if (view === null) continue;
    const group = byView.get(view);
    if (group) group.push(mention);
    else byView.set(view, [mention]);
  }
  return [...byView].flatMap(([view, group]) => {
    const around = (request.around ?? request.mentions).filter(({ type }) => viewFor(type) === view);
    const context = contextOf(view, { ...request, otherNames }, around);
    return Array.from({ length: Math.ceil(group.length / BATCH_MENTIONS) }, (_, place) => ({
      view,
      context,
      batch: group.slice(place * BATCH_MENTIONS, (place + 1) * BATCH_MENTIONS),
    }));
  });
}

/** Names for each mention of a text, best first. */
async function generate(
  parts: LinkerParts,
  view: LinkView,
  request: LinkRequest,
  mentions: readonly Mention[],
  watch: Watch,
): Promise<readonly (readonly Hypothesis[])[]> {
  const inputs = mentions.map((mention) => buildInput(parts.layout, parts.tokenizer, request.text, mention));
  return searchNames(parts, view, inputs, request.beams, watch);
}

/** Names for each input, best first. Equal inputs share one search. */
export async function searchNames(
  parts: Pick<LinkerParts, 'scorer' | 'layout' | 'generated'>,
  view: Pick<LinkView, 'trie'>,
  inputs: readonly ScorerInput[],
  beams: number,
  watch: Watch,
): Promise<readonly (readonly Hypothesis[])[]> {
  const keys = inputs.map((input) => `${inputKey(input)}|${beams}`);
  const known = parts.generated?.(view.trie) ?? new Map<string, readonly Hypothesis[]>();
  const asked = new Map<string, ScorerInput>(inputs.map((input, i) => [keys[i] ?? '', input]));
  const distinct = [...asked].filter(([key]) => !known.has(key));
  const found = await beamSearch(
    parts.scorer,
    view.trie,
    distinct.map(([, input]) => input),
    { beams, semantics: 'hf', eos: parts.layout.eos, maxNameLength: MAX_NAME_PIECES },
    watch,
  );
  distinct.forEach(([key], i) => known.set(key, found[i] ?? []));
  return keys.map((key) => known.get(key) ?? []);
}

/** The same for equal inputs, and only for these. */
export function inputKey({ source, prefix }: ScorerInput): string {
  return `${source.join(' ')}|${prefix.join(' ')}`;
}

function toCandidate(
  view: LinkView,
  fitted: CombinerSet | null,
  text: string,
  mention: Mention,
  { evidence, share }: WeighedConcept,
): Candidate {
  const concept = view.concepts.at(evidence.conceptIndex);
  if (concept === undefined) {
    throw new SeraphError('internal', 'A candidate names a concept that the knowledge base does not have.');
  }
  const alsoIn = mappedTo(view, evidence.conceptIndex);
  return {
    conceptId: concept.id,
    conceptName: concept.name,
    name: view.names.nameAt(evidence.nameIndex) || mentionText(text, mention).toLowerCase(),
    share: fitted === null ? null : share,
    evidence: {
      ...(evidence.meanLogProb === null ? {} : { generated: evidence.meanLogProb }),
      exact: evidence.exact,
      abbreviation: mention.longForm !== undefined,
      remembered: evidence.remembered,
      ...badgesOf(evidence),
    },
    kbHash: view.kbHashOf(evidence.conceptIndex),
    ...(alsoIn.length === 0 ? {} : { alsoIn }),
  };
}

/** Likeness from which a name or text is said to be near. */
const NEAR = 0.5;
/** The same for meanings: names of two things are seldom nearer. */
const NEAR_IN_MEANING = 0.65;

/** The evidence that not every candidate has. */
function badgesOf(evidence: ConceptEvidence): Partial<Evidence> {
  const { exact, normalised, remembered, likeness, nearRemembered, other, inDocument, part, meaning } =
    evidence;
  return {
    ...(exact || normalised || likeness === null || likeness.similarity < NEAR
      ? {}
      : { near: { text: likeness.name, similarity: likeness.similarity } }),
    ...(exact || normalised || meaning === null || meaning.similarity < NEAR_IN_MEANING
      ? {}
      : { meaning: { text: meaning.name, similarity: meaning.similarity } }),
    ...(remembered > 0 || nearRemembered === null || nearRemembered.similarity < NEAR
      ? {}
      : { nearRemembered: { text: nearRemembered.text, similarity: nearRemembered.similarity } }),
    ...(exact || normalised || other === null || other.similarity < NEAR
      ? {}
      : { otherName: { text: other.text, similarity: other.similarity } }),
    ...(inDocument > 0 ? { inDocument } : {}),
    ...(part === null ? {} : { part }),
  };
}
