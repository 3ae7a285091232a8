/**
 * Fits the combiner's weights for a model and writes them into its manifest.
 *
 *   npm run fit-combiner -- [--model DIR] [--hypotheses DIR] --corpus TRAIN.pubtator --kb KB [--corpus … --kb …]
 *
 * What speaks for a concept without a generator is weighed first, on all training documents, each fifth of them with
 * the other four as memory. How much that says beside the generator is fitted on every tenth document, which the
 * generator has not seen (`without_held_out` in training/seraph_training/train.py), with the others as memory. Dev is
 * never read.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BEAMS } from '../src/core/link/beams.js';
import {
  FEATURES,
  featuresOf,
  GENERATOR_FEATURES,
  MODEL_FEATURES,
  type CombinerSet,
  type Feature,
} from '../src/core/link/combine.js';
import { evidenceFor, type LinkContext } from '../src/core/link/create-linker.js';
import { fitCombiner, type FittingExample } from '../src/core/link/fit-combiner.js';
import type { Hypothesis } from '../src/core/decode/hypothesis.js';
import type { Memory } from '../src/core/link/memory.js';
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
import { loadKb } from './node/load-kb.js';
import { folderSource, loadLinkerParts, type LoadedLinker } from './node/load-linker.js';

/** Chosen by cross-validation on the training parts. */
const RIDGE = { model: 0.003, withoutGenerator: 0.001, system: 0.01 };
const FOLDS = 5;

/** Same rule as the training script's. */
function isHeldOut(index: number): boolean {
  return index % 10 === 9;
}

/** Examples of one corpus or of several. */
interface Examples {
  /** All mentions, without a generator. */
  readonly withoutGenerator: readonly FittingExample[];
  /** Mentions of held-out documents, in the two modes. */
  readonly model: readonly FittingExample[];
  readonly system: readonly FittingExample[];
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
  const found: Examples[] = [];
  for (const [i, corpus] of corpora.entries()) {
    found.push(await examplesOf(values.model, corpus, kbs[i] ?? '', values.hypotheses ?? null));
  }
  const set = fit({
    withoutGenerator: found.flatMap(({ withoutGenerator }) => withoutGenerator),
    model: found.flatMap(({ model }) => model),
    system: found.flatMap(({ system }) => system),
  });
  const file = path.join(values.model, MANIFEST_FILE);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, `${JSON.stringify({ ...manifest, combiner: set }, null, 1)}\n`);
  console.log(JSON.stringify(set, null, 2));
}

function fit({ withoutGenerator, model, system }: Examples): CombinerSet {
  const byGenerator: ReadonlySet<Feature> = new Set([...GENERATOR_FEATURES, 'massLogProb']);
  const base = fitCombiner(withoutGenerator, {
    features: FEATURES.filter((name) => !byGenerator.has(name)),
    ridge: RIDGE.withoutGenerator,
  });
  return {
    model: fitCombiner(model, { features: MODEL_FEATURES, ridge: RIDGE.model }),
    system: fitCombiner(system, { features: GENERATOR_FEATURES, ridge: RIDGE.system, base }),
  };
}

async function examplesOf(
  model: string,
  corpus: string,
  kbName: string,
  kept: string | null,
): Promise<Examples> {
  const kb = await loadKb(kbName, console.error);
  const parts = await loadLinkerParts(
    model,
    kb,
    console.error,
    undefined,
    withoutCombiner(folderSource(model)),
  );
  const documents = goldDocuments(await readCorpus(corpus, console.error), parts.kb.concepts, null);
  const memoryOf = (isIn: (index: number) => boolean): Memory =>
    memoryOfCorpus(
      documents.filter((_, i) => isIn(i)),
      (index) => parts.kb.concepts.idAt(index),
    );
  const heldOut = documents.filter((_, i) => isHeldOut(i));
  const generated = await generateAll(parts, heldOut, { beams: BEAMS, kept, say: console.error });
  const memory = memoryOf((i) => !isHeldOut(i));
  const examplesIn = (mode: 'model' | 'system'): readonly FittingExample[] => {
    const contextFor = contexts(parts, memory, mode);
    return generated.map((mention) =>
      exampleOf(parts, contextFor(mention.document), mention, mention.hypotheses),
    );
  };
  return {
    withoutGenerator: crossed(parts, documents, memoryOf),
    model: examplesIn('model'),
    system: examplesIn('system'),
  };
}

function crossed(
  parts: LoadedLinker,
  documents: readonly GoldDocument[],
  memoryOf: (isIn: (index: number) => boolean) => Memory,
): readonly FittingExample[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const contextFor = contexts(
      parts,
      memoryOf((i) => i % FOLDS !== fold),
      'system',
    );
    return documents
      .filter((__, i) => i % FOLDS === fold)
      .flatMap((document) =>
        document.mentions.map((mention) => exampleOf(parts, contextFor(document), mention, [])),
      );
  }).flat();
}

function exampleOf(
  { kb }: LoadedLinker,
  context: LinkContext,
  { mention, gold }: GoldMention,
  hypotheses: readonly Hypothesis[],
): FittingExample {
  const evidence = evidenceFor(kb, context, mention, hypotheses);
  return {
    options: evidence.map(featuresOf),
    right: evidence.map(({ conceptIndex }) => gold.has(conceptIndex)),
  };
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
