import { beamSearch } from '../decode/beam-search.js';
import type { Hypothesis } from '../decode/hypothesis.js';
import type { Scorer, ScorerInput } from '../decode/scorer.js';
import { SeraphError } from '../errors.js';
import type { Sha256 } from '../ids.js';
import type { Watch } from '../progress.js';
import type { Mention } from '../text/document.js';
import { textOf } from '../text/span.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { featuresOf, sharesOf, UNFITTED, utilityOf, type CombinerSet } from './combine.js';
import { allEvidence, generatedEvidence, type ConceptEvidence, type KbView } from './evidence.js';
import type { InputLayout } from './layout.js';
import type { Candidate, LinkedMention, Linker, LinkRequest } from './linker.js';
import { buildInput, mentionText } from './source.js';

/** Mentions decoded in one batch: bounds memory and the time until a cancel is seen. */
const BATCH_MENTIONS = 16;
/** Longest name the search will follow, in pieces. */
const MAX_NAME_PIECES = 128;

export interface LinkerParts {
  readonly scorer: Scorer;
  readonly tokenizer: Tokenizer;
  readonly layout: InputLayout;
  readonly kb: KbView;
  readonly modelHash: Sha256;
  readonly kbHash: Sha256;
  /** Null for a model without fitted weights. */
  readonly combiner: CombinerSet | null;
}

/** Evidence of a mention with the place it takes; what `evaluate` and the combiner's fitting look at. */
export interface WeighedConcept {
  readonly evidence: ConceptEvidence;
  /** Orders the concepts; a probability only under fitted weights. */
  readonly share: number;
}

/** The in-process linker: constrained generation over the KB's names, then all evidence in one ranked list. */
export function createLinker(parts: LinkerParts): Linker {
  return {
    modelHash: parts.modelHash,
    kbHash: parts.kbHash,
    async link(request, watch = {}) {
      const linked: LinkedMention[] = [];
      const total = request.mentions.length;
      const report = (done: number) =>
        watch.onProgress?.({ task: 'Linking mentions', done, total, unit: 'mentions' });
      for (let first = 0; first < request.mentions.length; first += BATCH_MENTIONS) {
        throwIfAborted(watch);
        const mentions = request.mentions.slice(first, first + BATCH_MENTIONS);
        const hypotheses = await generate(parts, request, mentions, {
          ...watch,
          onProgress: ({ done }) => report(first + done),
        });
        mentions.forEach((mention, i) => {
          const weighed = weigh(parts, request, mention, hypotheses[i] ?? []);
          const candidates = weighed
            .slice(0, request.top)
            .map((entry) => toCandidate(parts, request.text, mention, entry));
          linked.push({ mentionId: mention.id, candidates });
        });
        report(linked.length);
      }
      return linked;
    },
  };
}

/** Names for each mention, best first. Mentions with the same input share one search. */
export async function generate(
  parts: LinkerParts,
  request: Pick<LinkRequest, 'text' | 'beams'>,
  mentions: readonly Mention[],
  watch: Watch,
): Promise<readonly (readonly Hypothesis[])[]> {
  const inputs = mentions.map((mention) => buildInput(parts.layout, parts.tokenizer, request.text, mention));
  const keys = inputs.map((input) => `${input.source.join(' ')}|${input.prefix.join(' ')}`);
  const distinct = [...new Map<string, ScorerInput>(inputs.map((input, i) => [keys[i] ?? '', input]))];
  const found = await beamSearch(
    parts.scorer,
    parts.kb.trie,
    distinct.map(([, input]) => input),
    {
      beams: request.beams,
      semantics: 'hf',
      eos: parts.layout.eos,
      maxNameLength: MAX_NAME_PIECES,
    },
    watch,
  );
  const byKey = new Map(distinct.map(([key], i) => [key, found[i] ?? []]));
  return keys.map((key) => byKey.get(key) ?? []);
}

/** Every concept that anything speaks for, most probable first. */
export function weigh(
  parts: Pick<LinkerParts, 'kb' | 'combiner'>,
  request: Pick<LinkRequest, 'text' | 'memory' | 'mode'>,
  mention: Mention,
  hypotheses: readonly Hypothesis[],
): readonly WeighedConcept[] {
  const evidence = evidenceFor(parts.kb, request, mention, hypotheses);
  const combiner = (parts.combiner ?? UNFITTED)[request.mode];
  const utilities = evidence.map((entry) => utilityOf(featuresOf(entry), combiner));
  const shares = sharesOf(utilities, combiner.none);
  return evidence
    .map((entry, i) => ({ evidence: entry, share: shares[i] ?? 0 }))
    .sort((a, b) => b.share - a.share || a.evidence.conceptIndex - b.evidence.conceptIndex);
}

/** Evidence under the rules of the mode: `model` sees generated names only. */
export function evidenceFor(
  kb: KbView,
  request: Pick<LinkRequest, 'text' | 'memory' | 'mode'>,
  mention: Mention,
  hypotheses: readonly Hypothesis[],
): readonly ConceptEvidence[] {
  if (request.mode === 'model') return [...generatedEvidence(kb, hypotheses).values()];
  const words = { text: textOf(request.text, mention.span), longForm: mention.longForm ?? null };
  return allEvidence(kb, hypotheses, words, request.memory);
}

function toCandidate(
  { kb, combiner }: LinkerParts,
  text: string,
  mention: Mention,
  { evidence, share }: WeighedConcept,
): Candidate {
  const concept = kb.concepts.at(evidence.conceptIndex);
  if (concept === undefined) {
    throw new SeraphError('internal', 'A candidate names a concept that the knowledge base does not have.');
  }
  return {
    conceptId: concept.id,
    conceptName: concept.name,
    name: kb.names.nameAt(evidence.nameIndex) || mentionText(text, mention).toLowerCase(),
    share: combiner === null ? null : share,
    evidence: {
      ...(evidence.meanLogProb === null ? {} : { generated: evidence.meanLogProb }),
      exact: evidence.exact,
      abbreviation: mention.longForm !== undefined,
      remembered: evidence.remembered,
    },
  };
}

function throwIfAborted(watch: Watch): void {
  if (watch.signal?.aborted === true) {
    throw new SeraphError(
      'aborted',
      'Linking was cancelled. Decisions are safe. Open the document again to go on.',
    );
  }
}
