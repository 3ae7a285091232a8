/**
 * Compares models on a corpus with gold spans, one document after another, the models taking turns: what of their
 * answers differs is paired, and what of their speed differs is not the machine's.
 *
 *   npm run -s compare-models -- --corpus FILE.pubtator --kb FILE|NAME --model DIR --model DIR [--model DIR …]
 *                                [--limit N] [--beam N] [--json]                              (docs/quantization.md)
 *
 * The first model is what the others are compared with.
 */
import { parseArgs } from 'node:util';
import { BEAMS } from '../src/core/link/beams.js';
import { createLinker } from '../src/core/link/create-linker.js';
import type { Linker } from '../src/core/link/linker.js';
import { cpuNow } from '../e2e/perf/timed-engine.js';
import { positive } from '../e2e/perf/options.js';
import { goldDocuments, readCorpus, type GoldDocument } from './evaluation/corpus.js';
import { comparisonOf, comparisonTable, type Answered } from './evaluation/paired.js';
import { loadKb } from './node/load-kb.js';
import { loadLinkerParts } from './node/load-linker.js';

interface Compared {
  readonly folder: string;
  readonly linker: Linker;
  /** One a document. */
  readonly answered: Answered[];
}

/** Everything but figures goes to standard error. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      kb: { type: 'string' },
      model: { type: 'string', multiple: true },
      limit: { type: 'string' },
      beam: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { corpus, kb: kbName, model: folders = [] } = values;
  if (corpus === undefined || kbName === undefined || folders.length < 2) {
    throw new Error('Nothing was compared. Give --corpus, --kb and --model at least twice.');
  }
  const limit = positive(values.limit, '--limit', Number.MAX_SAFE_INTEGER);
  const beams = positive(values.beam, '--beam', BEAMS);
  const kb = await loadKb(kbName, say);
  let documents: readonly GoldDocument[] = [];
  let idAt: (index: number) => string = String;
  const models: Compared[] = [];
  for (const folder of folders) {
    const parts = await loadLinkerParts(folder, kb, say);
    if (models.length === 0) {
      documents = goldDocuments(await readCorpus(corpus, say), parts.kb, null);
      idAt = (index) => parts.kb.concepts.idAt(index);
    }
    models.push({ folder, linker: createLinker(parts), answered: [] });
  }

  let done = 0;
  for (const [turn, document] of documents.entries()) {
    const gold = document.mentions.filter(({ nil }) => !nil).slice(0, limit - done);
    if (gold.length === 0) continue;
    const accepted = gold.map((mention) => new Set([...mention.gold].map(idAt)));
    for (let i = 0; i < models.length; i += 1) {
      const model = models[(turn + i) % models.length];
      if (model) model.answered.push(await answer(model.linker, document.text, gold, accepted, beams));
    }
    done += gold.length;
    process.stderr.write(`\r${done} mentions`);
    if (turn % 20 === 19) say(`\n${comparisonTable(comparisons(models))}`);
  }
  process.stderr.write('\n');
  const compared = comparisons(models);
  process.stdout.write(`${comparisonTable(compared)}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify(compared)}\n`);
}

async function answer(
  linker: Linker,
  text: string,
  gold: GoldDocument['mentions'],
  accepted: readonly ReadonlySet<string>[],
  beams: number,
): Promise<Answered> {
  const mentions = gold.map(({ mention }) => mention);
  const from = cpuNow();
  const linked = await linker.link({ text, mentions, top: 5, beams, memory: new Map(), mode: 'model' });
  const cpu = cpuNow() - from;
  const ranks = linked.map(({ candidates }, i) =>
    candidates.findIndex(({ conceptId }) => accepted[i]?.has(conceptId) === true),
  );
  return { cpu, ranks, first: linked.map(({ candidates }) => candidates[0]?.conceptId ?? null) };
}

function comparisons(models: readonly Compared[]) {
  const base = models[0]?.answered ?? [];
  return models.map(({ folder, answered }) => comparisonOf(folder, base, answered));
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
