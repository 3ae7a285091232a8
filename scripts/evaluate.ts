/**
 * Judges the shipped model and the app's ranking on a corpus, in Node, with the app's own code: on its gold spans or,
 * with --end-to-end, on the mentions that the app itself finds.
 *
 *   npm run -s evaluate -- --corpus FILE.pubtator --kb FILE|NAME [options]     (see evaluation/options.ts)
 */
import path from 'node:path';
import { SeraphError } from '../src/core/errors.js';
import { endToEnd, findWith } from './evaluation/end-to-end.js';
import { endToEndJson, endToEndTable } from './evaluation/end-to-end-report.js';
import { generateAll } from './evaluation/generate.js';
import { judge } from './evaluation/judge.js';
import { goldDocuments, memoryOfCorpus, readCorpus, type GoldDocument } from './evaluation/corpus.js';
import { evaluateOptions } from './evaluation/options.js';
import { jsonOf, tableOf, type Run } from './evaluation/report.js';
import { withKeptVectors } from './evaluation/vector-store.js';
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
  const parts = await withKeptVectors(await loadLinkerParts(options.model, kb, say), options.hypotheses);
  const { concepts } = parts.kb;
  const all = goldDocuments(await readCorpus(options.corpus, say), parts.kb, options.types, options);
  const training: GoldDocument[] = [];
  for (const file of options.train)
    training.push(...goldDocuments(await readCorpus(file, say), parts.kb, null, options));
  const memory = memoryOfCorpus(training, (index) => concepts.idAt(index));
  const trainingTexts = new Set(
    training.flatMap(({ mentions }) => mentions.map(({ text }) => text.toLowerCase())),
  );
  if (training.length === 0) say('No --train: system mode has no memory, and no mention counts as seen.');

  const names = { corpus: path.basename(options.corpus), kb: kb.info.id };
  const generation = { beams: options.beams, kept: options.hypotheses, say };
  if (options.endToEnd.length > 0) {
    const gold = wholeDocuments(all, options.limit);
    for (const finder of options.endToEnd) {
      const started = performance.now();
      const find = await findWith(finder, options.model, kb, say);
      const scores = await endToEnd(finder, find, parts, gold, { ...options, memory, generation });
      const run = { ...names, ...scores, seconds: (performance.now() - started) / 1000 };
      console.log(endToEndTable(run));
      if (options.json) console.log(endToEndJson(run));
    }
    return;
  }

  const gold = limited(all, options.limit);
  const started = performance.now();
  const generated = await generateAll(parts, gold, generation);
  const seconds = (performance.now() - started) / 1000;
  for (const mode of options.modes) {
    const judged = await judge(parts, generated, mode, memory, trainingTexts);
    const run: Run = { ...names, mode, judged, seconds };
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

/** Documents from the beginning until they hold so many gold mentions, the last one whole. */
function wholeDocuments(documents: readonly GoldDocument[], limit: number): readonly GoldDocument[] {
  let left = limit;
  return documents.filter(({ mentions }) => {
    const isWanted = left > 0;
    left -= mentions.length;
    return isWanted;
  });
}

main().catch((error: unknown) => {
  say(error instanceof SeraphError ? error.message : String(error));
  process.exitCode = 1;
});
