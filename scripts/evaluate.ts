/**
 * Judges the shipped model and the app's ranking on a corpus with gold spans, in Node, with the app's own code.
 *
 *   npm run -s evaluate -- --corpus FILE.pubtator --kb FILE|NAME [options]     (see evaluation/options.ts)
 */
import path from 'node:path';
import { SeraphError } from '../src/core/errors.js';
import { generateAll } from './evaluation/generate.js';
import { judge } from './evaluation/judge.js';
import { goldDocuments, memoryOfCorpus, readCorpus, type GoldDocument } from './evaluation/corpus.js';
import { evaluateOptions } from './evaluation/options.js';
import { jsonOf, tableOf, type Run } from './evaluation/report.js';
import { wrongAnswers } from './evaluation/wrong-answers.js';
import { loadKb } from './node/load-kb.js';
import { loadLinkerParts } from './node/load-linker.js';

/** Everything but figures goes to standard error, so that the last line of standard output is the last mode's JSON. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const options = evaluateOptions(process.argv.slice(2));
  const kb = await loadKb(options.kb, say);
  const parts = await loadLinkerParts(options.model, kb, say);
  const { concepts } = parts.kb;
  const gold = limited(
    goldDocuments(await readCorpus(options.corpus, say), concepts, options.types),
    options.limit,
  );
  const training: GoldDocument[] = [];
  for (const file of options.train)
    training.push(...goldDocuments(await readCorpus(file, say), concepts, null));
  const memory = memoryOfCorpus(training, (index) => concepts.idAt(index));
  const trainingTexts = new Set(
    training.flatMap(({ mentions }) => mentions.map(({ text }) => text.toLowerCase())),
  );
  if (training.length === 0) say('No --train: system mode has no memory, and no mention counts as seen.');

  const started = performance.now();
  const generated = await generateAll(parts, gold, { beams: options.beams, kept: options.hypotheses, say });
  const seconds = (performance.now() - started) / 1000;
  for (const mode of options.modes) {
    const judged = judge(parts, generated, mode, memory, trainingTexts);
    const run: Run = { corpus: path.basename(options.corpus), kb: kb.info.id, mode, judged, seconds };
    console.log(tableOf(run));
    if (options.errors) console.log(wrongAnswers(parts.kb, generated, judged).join('\n'));
    if (options.json) console.log(jsonOf(run));
  }
}

function limited(documents: readonly GoldDocument[], limit: number): readonly GoldDocument[] {
  let left = limit;
  return documents.flatMap((document) => {
    const mentions = document.mentions.slice(0, left);
    left -= mentions.length;
    return mentions.length === 0 ? [] : [{ ...document, mentions }];
  });
}

main().catch((error: unknown) => {
  say(error instanceof SeraphError ? error.message : String(error));
  process.exitCode = 1;
});
