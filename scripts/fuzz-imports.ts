/**
 * `npm run fuzz-imports -- [--inputs 10000] [--seed 1] [--only obo]`: damaged vocabularies against every importer.
 * Each input is repeated by its own seed, which the report of a bug names.
 */
import { parseArgs } from 'node:util';
import { fuzzImporter } from '../src/formats/kb-import/testing/fuzz.js';
import { VOCABULARIES } from '../src/formats/kb-import/testing/vocabularies.js';

const SLOW_MS = 10_000;
/** Resident memory that all of it may take: inputs are below a few megabytes. */
const MAX_RSS_MB = 2_000;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const all = Object.keys(VOCABULARIES);
const chosen = all.filter((example) => values.only === undefined || example.startsWith(values.only));
if (!(inputs > 0) || !Number.isInteger(seed) || chosen.length === 0) {
  console.error(`Give --inputs above 0, a whole --seed, and --only one of ${all.join(', ')}.`);
  process.exit(2);
}

let bugs = 0;
for (const example of chosen) {
  const result = await fuzzImporter(example, inputs, seed, SLOW_MS);
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  const slowest = `${Math.round(result.slowestMs)} ms`;
  console.log(
    `${example}: ${inputs} inputs, ${result.read} read, ${result.refused} refused, slowest ${slowest}, peak memory ${rss} MB, ${result.bugs.length} bugs`,
  );
  for (const bug of result.bugs.slice(0, 10)) console.log(`  ${bug}`);
  bugs += result.bugs.length;
  if (rss > MAX_RSS_MB) {
    console.log(`  More memory than ${MAX_RSS_MB} MB.`);
    bugs++;
  }
}
process.exit(bugs === 0 ? 0 : 1);
