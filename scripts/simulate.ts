/**
 * Simulates a curator who decides a corpus from gold, trains as the page does, and meets what is still ahead, in Node
 * on WASM: what memory brings, and what training brings.
 *
 *   npm run -s simulate -- --corpus FILE.pubtator --kb FILE|NAME [options]      (see simulation/options.ts, docs/simulation.md)
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SeraphError } from '../src/core/errors.js';
import { BEAMS } from '../src/core/link/beams.js';
import { goldDocuments, readCorpus } from './evaluation/corpus.js';
import { NO_STORE, openHypothesisStore } from './evaluation/hypothesis-store.js';
import { loadKb } from './node/load-kb.js';
import { loadLinkerParts } from './node/load-linker.js';
import { learningCurve } from './simulation/curve-svg.js';
import { createGenerator } from './simulation/generator.js';
import { createLearner } from './simulation/learner.js';
import { simulateOptions, type SimulateOptions } from './simulation/options.js';
import { withTimeLeft } from './simulation/progress.js';
import { replaySample } from './simulation/replay-sample.js';
import { summaryJson, summaryTable } from './simulation/report.js';
import { NO_RESULTS, openResults } from './simulation/results-file.js';
import { runArm, type ArmResult } from './simulation/run-arm.js';
import { differencesOf, summariesOf } from './simulation/summary.js';
import { firstDocument, walkDocuments, walkFrom } from './simulation/walk.js';

/** Everything but figures goes to standard error, so that the last line of standard output is the JSON. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function status(words: string): void {
  process.stderr.write(`\r${words.padEnd(60)}\r`);
}

async function main(): Promise<void> {
  const options = simulateOptions(process.argv.slice(2));
  const kb = await loadKb(options.kb, say);
  const parts = await loadLinkerParts(options.model, kb, say);
  const corpus = await readCorpus(options.corpus, say);
  const documents = walkDocuments(corpus, goldDocuments(corpus, parts.kb, options.types));
  const store =
    options.hypotheses === null ? NO_STORE : await openHypothesisStore(options.hypotheses, parts, BEAMS);
  const replay = replaySample(parts, options.replaySample);
  const { settings, every, decisions, ahead } = options;
  const conditions = { ...conditionsOf(options), kb: kb.hash, model: parts.loaded.weights.hash };
  const kept = options.resume === null ? NO_RESULTS : await openResults(options.resume, conditions);
  const generator = createGenerator(parts, store);
  const learner = createLearner(parts, replay);

  const runs = Array.from({ length: options.seeds }, (_, i) => i + 1).flatMap((seed) =>
    options.arms.map((arm) => ({ arm, seed })),
  );
  const results: ArmResult[] = [];
  const progress = withTimeLeft(runs.length, say);
  for (const { arm, seed } of runs) {
    const known = kept.find(arm, seed);
    const walk = walkFrom(documents, firstDocument(documents.length, seed, options.first), {
      decisions,
      ahead,
    });
    const result =
      known ??
      (await runArm({ parts, generator, learner, replay, settings, every, say, status }, walk, arm, seed));
    if (!known) await kept.add(result);
    results.push(result);
    progress(`${arm}, seed ${seed}`, known === undefined);
  }

  const summaries = summariesOf(results);
  const differences = differencesOf(results);
  console.log(summaryTable(summaries, differences));
  const about = { corpus: path.basename(options.corpus), kb: kb.info.id, ...sizeOf(options), settings };
  if (options.plot !== null) {
    const title = `${about.corpus} against ${about.kb}, ${options.seeds === 1 ? 'one seed' : `mean of ${options.seeds} seeds`}`;
    await writeFile(options.plot, learningCurve(title, summaries));
  }
  if (options.json) console.log(summaryJson(about, results, summaries, differences));
}

function sizeOf({ every, decisions, seeds, first, ahead, replaySample: names }: SimulateOptions): object {
  return {
    every,
    decisions,
    seed_count: seeds,
    first,
    ahead: ahead === Number.MAX_SAFE_INTEGER ? null : ahead,
    replay_sample: names,
  };
}

/** What the result of an arm under a seed depends on. */
function conditionsOf(options: SimulateOptions): object {
  const { corpus, every, decisions, first, ahead, replaySample: names, types, settings } = options;
  return {
    corpus: path.basename(corpus),
    every,
    decisions,
    first,
    ahead,
    names,
    types: types && [...types],
    settings,
  };
}

main().catch((error: unknown) => {
  say(error instanceof SeraphError ? error.message : String(error));
  process.exitCode = 1;
});
