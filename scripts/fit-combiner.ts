/**
 * Fits the combiner's weights for a model and writes them into its manifest.
 *
 *   npm run fit-combiner -- [--model DIR] [--hypotheses DIR] --corpus TRAIN.pubtator --kb KB [--corpus … --kb …]
 *
 * What speaks for a concept without a generator is weighed first, on all training documents, each fifth of them with
 * the other four as memory. How much that says beside the generator is fitted on every tenth document, which the
 * generator has not seen (`without_held_out` in training/seraph_training/train.py), with the others as memory. Where that
 * leaves the answer open, meanings of names are compared, and both steps are fitted once more with them, for a model with
 * a name encoder. Dev is never read.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BEAMS } from '../src/core/link/beams.js';
import {
  FEATURES,
  featuresOf,
  GENERATOR_FEATURES,
  MEANING_FEATURES,
  MODEL_FEATURES,
  type CombinerSet,
  type CombinerWeights,
  type Feature,
} from '../src/core/link/combine.js';
import { fitCombiner, type FittingExample } from '../src/core/link/fit-combiner.js';
import { textsToCompare } from '../src/core/link/meaning.js';
import type { Hypothesis } from '../src/core/decode/hypothesis.js';
import type { Memory } from '../src/core/link/memory.js';
import {
  comparedFirst,
  evidenceFor,
  ranked,
  withMeaningOf,
  wordsOf,
  type LinkContext,
} from '../src/core/link/weigh.js';
import { MANIFEST_FILE, type ModelSource } from '../src/model/index.js';
import {
  goldDocuments,
  memoryOfCorpus,
  readCorpus,
  type GoldDocument,
  type GoldMention,
} from './evaluation/corpus.js';
import { generateAll } from './evaluation/generate.js';
import { contexts } from './evaluation/judge.js';
import { withKeptVectors } from './evaluation/vector-store.js';
import { loadKb } from './node/load-kb.js';
import { folderSource, loadLinkerParts, type LoadedLinker } from './node/load-linker.js';

/** Chosen by cross-validation on the training parts. */
const RIDGE = { model: 0.003, withoutGenerator: 0.001, system: 0.01 };
const FOLDS = 5;

const BY_GENERATOR: ReadonlySet<Feature> = new Set([...GENERATOR_FEATURES, 'massLogProb']);
const BY_MEANING: ReadonlySet<Feature> = new Set(MEANING_FEATURES);
/** What speaks for a concept without a model. */
const BASE_FEATURES = FEATURES.filter((name) => !BY_GENERATOR.has(name) && !BY_MEANING.has(name));

/** Same rule as the training script's. */
function isHeldOut(index: number): boolean {
  return index % 10 === 9;
}

/** A mention of a training document, and what it is weighed by. */
interface Asked {
  readonly parts: LoadedLinker;
  readonly context: LinkContext;
  readonly gold: GoldMention;
  readonly hypotheses: readonly Hypothesis[];
}

/** Mentions of one corpus or of several. */
interface AskedSets {
  /** All mentions, without a generator, with the documents of other folds as memory. */
  readonly crossed: readonly Asked[];
  /** Mentions of held-out documents, in the two modes. */
  readonly model: readonly Asked[];
  readonly system: readonly Asked[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'public/models/default' },
      corpus: { type: 'string', multiple: true },
      kb: { type: 'string', multiple: true },
      hypotheses: { type: 'string' },
    },
  });
  const corpora = values.corpus ?? [];
  const kbs = values.kb ?? [];
  if (corpora.length === 0 || corpora.length !== kbs.length) {
    throw new Error('Usage: npm run fit-combiner -- --corpus TRAIN.pubtator --kb KB [--corpus … --kb …]');
  }
  const found: AskedSets[] = [];
  for (const [i, corpus] of corpora.entries()) {
    found.push(await askedIn(values.model, corpus, kbs[i] ?? '', values.hypotheses ?? null));
  }
  const set = await fit({
    crossed: found.flatMap(({ crossed }) => crossed),
    model: found.flatMap(({ model }) => model),
    system: found.flatMap(({ system }) => system),
  });
  const file = path.join(values.model, MANIFEST_FILE);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, `${JSON.stringify({ ...manifest, combiner: set }, null, 1)}\n`);
  console.log(JSON.stringify(set, null, 2));
}

async function fit({ crossed, model, system }: AskedSets): Promise<CombinerSet> {
  const without = await examplesOf(crossed, null);
  const base = fitCombiner(without, { features: BASE_FEATURES, ridge: RIDGE.withoutGenerator });
  const withGenerator = fitCombiner(await examplesOf(system, null), {
    features: GENERATOR_FEATURES,
    ridge: RIDGE.system,
    base,
  });
  return {
    model: fitCombiner(await examplesOf(model, null), { features: MODEL_FEATURES, ridge: RIDGE.model }),
    system: withGenerator,
    open: system.every(({ parts }) => parts.meanings !== null)
      ? await fitOpen(crossed, system, base, withGenerator)
      : null,
  };
}

/** The same two steps once more, with meanings compared where the weights before leave the answer open. */
async function fitOpen(
  crossed: readonly Asked[],
  system: readonly Asked[],
  base: CombinerWeights,
  withGenerator: CombinerWeights,
): Promise<CombinerWeights> {
  const compared = fitCombiner(await examplesOf(crossed, base), {
    features: [...BASE_FEATURES, ...MEANING_FEATURES],
    ridge: RIDGE.withoutGenerator,
  });
  return fitCombiner(await examplesOf(system, withGenerator), {
    features: [...GENERATOR_FEATURES, ...MEANING_FEATURES],
    ridge: RIDGE.system,
    base: compared,
  });
}

async function askedIn(
  model: string,
  corpus: string,
  kbName: string,
  kept: string | null,
): Promise<AskedSets> {
  const kb = await loadKb(kbName, console.error);
  const source = withoutCombiner(folderSource(model));
  const loaded = await loadLinkerParts(model, kb, console.error, undefined, source);
  const parts = await withKeptVectors(loaded, kept);
  const documents = goldDocuments(await readCorpus(corpus, console.error), parts.kb, null);
  const memoryOf = (isIn: (index: number) => boolean): Memory =>
    memoryOfCorpus(
      documents.filter((_, i) => isIn(i)),
      (index) => parts.kb.concepts.idAt(index),
    );
  const heldOut = documents.filter((_, i) => isHeldOut(i));
  const generated = await generateAll(parts, heldOut, { beams: BEAMS, kept, say: console.error });
  const memory = memoryOf((i) => !isHeldOut(i));
  const askedAs = (mode: 'model' | 'system'): readonly Asked[] => {
    const contextFor = contexts(parts, memory, mode);
    return generated.map((gold) => ({
      parts,
      context: contextFor(gold.document),
      gold,
      hypotheses: gold.hypotheses,
    }));
  };
  return {
    crossed: crossedIn(parts, documents, memoryOf),
    model: askedAs('model'),
    system: askedAs('system'),
  };
}

function crossedIn(
  parts: LoadedLinker,
  documents: readonly GoldDocument[],
  memoryOf: (isIn: (index: number) => boolean) => Memory,
): readonly Asked[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const contextFor = contexts(
      parts,
      memoryOf((i) => i % FOLDS !== fold),
      'system',
    );
    return documents
      .filter((__, i) => i % FOLDS === fold)
      .flatMap((document) =>
        document.mentions.map((gold) => ({ parts, context: contextFor(document), gold, hypotheses: [] })),
      );
  }).flat();
}

/** @param open weights under which it is said where meanings are compared; null: nowhere */
async function examplesOf(
  asked: readonly Asked[],
  open: CombinerWeights | null,
): Promise<readonly FittingExample[]> {
  const examples: FittingExample[] = [];
  for (const { parts, context, gold, hypotheses } of asked) {
    const { kb, meanings } = parts;
    const { mention } = gold;
    let evidence = evidenceFor(kb, context, mention, hypotheses);
    const rows = open === null ? [] : ranked(evidence, open);
    const compared = comparedFirst(rows);
    if (meanings !== null && compared.length > 0) {
      const words = wordsOf(context.text, mention);
      await meanings.learn(textsToCompare(kb, words, compared));
      evidence = withMeaningOf(kb, words, rows, compared, meanings);
    }
    examples.push({
      options: evidence.map(featuresOf),
      right: evidence.map(({ conceptIndex }) => gold.gold.has(conceptIndex)),
    });
  }
  return examples;
}

/** Weights for other features would be refused, though they are about to be replaced. */
function withoutCombiner(source: ModelSource): ModelSource {
  return {
    ...source,
    manifest: async () => {
      const manifest = JSON.parse(new TextDecoder().decode(await source.manifest())) as object;
      return new TextEncoder().encode(JSON.stringify({ ...manifest, combiner: undefined }));
    },
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
