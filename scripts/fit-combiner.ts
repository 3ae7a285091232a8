/**
 * Fits the combiner's weights for a model and writes them into its manifest.
 *
 *   npm run fit-combiner -- [--model DIR] [--hypotheses DIR] --corpus TRAIN.pubtator --kb KB [--corpus … --kb …]
 *
 * Takes every tenth document of each training corpus, which the generator has not seen
 * (`without_held_out` in training/seraph_training/train.py); the other nine tenths are the memory. Dev is never read.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BEAMS } from '../src/core/link/beams.js';
import {
  featuresOf,
  fitCombiner,
  type CombinerSet,
  type CombinerWeights,
  type FittingExample,
} from '../src/core/link/combine.js';
import { evidenceFor } from '../src/core/link/create-linker.js';
import { MANIFEST_FILE } from '../src/model/index.js';
import { goldDocuments, memoryOfCorpus, readCorpus } from './evaluation/corpus.js';
import { generateAll } from './evaluation/generate.js';
import { loadKb } from './node/load-kb.js';
import { loadLinkerParts } from './node/load-linker.js';

const MODES = ['model', 'system'] as const;
const FITTING = { iterations: 600, rate: 0.05, ridge: 0.001 };

/** Same rule as the training script's. */
function isHeldOut(index: number): boolean {
  return index % 10 === 9;
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
  const examples: Record<(typeof MODES)[number], FittingExample[]> = { model: [], system: [] };
  for (const [i, corpus] of corpora.entries()) {
    const found = await examplesOf(values.model, corpus, kbs[i] ?? '', values.hypotheses ?? null);
    for (const mode of MODES) examples[mode].push(...found[mode]);
  }
  const set: CombinerSet = { model: fit(examples.model), system: fit(examples.system) };
  const file = path.join(values.model, MANIFEST_FILE);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, `${JSON.stringify({ ...manifest, combiner: set }, null, 1)}\n`);
  console.log(JSON.stringify(set, null, 2));
}

async function examplesOf(
  model: string,
  corpus: string,
  kbName: string,
  kept: string | null,
): Promise<Record<(typeof MODES)[number], FittingExample[]>> {
  const kb = await loadKb(kbName, console.error);
  const parts = await loadLinkerParts(model, kb, console.error);
  const documents = goldDocuments(await readCorpus(corpus, console.error), parts.kb.concepts, null);
  const memory = memoryOfCorpus(
    documents.filter((_, i) => !isHeldOut(i)),
    (index) => parts.kb.concepts.idAt(index),
  );
  const generated = await generateAll(
    parts,
    documents.filter((_, i) => isHeldOut(i)),
    { beams: BEAMS, kept, say: console.error },
  );
  const exampleOf = (mode: (typeof MODES)[number]): FittingExample[] =>
    generated.map(({ document, mention, hypotheses, gold }) => {
      const evidence = evidenceFor(parts.kb, { text: document.text, memory, mode }, mention, hypotheses);
      return {
        options: evidence.map(featuresOf),
        right: evidence.map(({ conceptIndex }) => gold.has(conceptIndex)),
      };
    });
  return { model: exampleOf('model'), system: exampleOf('system') };
}

function fit(examples: readonly FittingExample[]): CombinerWeights {
  return fitCombiner(examples, FITTING);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
