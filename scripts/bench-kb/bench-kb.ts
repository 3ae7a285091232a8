/**
 * The trie of names beside marisa-trie and a dict trie, on MEDIC, all of MeSH and generated names: size, building,
 * memory, opening, and what it costs in a step of decoding.
 *
 *   npm run -s bench:kb -- [--quick] [--json] [--mesh FILE] [--generated N] [--model DIR] [--python PATH]
 *
 * `--quick` leaves out the generated names, the model, the browser, and the dict trie of MeSH. docs/benchmarks.md has the details.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { positive } from '../../e2e/perf/options.js';
import { sha256 } from '../../src/core/hash/sha256.js';
import { nameLayoutOf } from '../../src/core/link/name-trie.js';
import { parseTokenizer } from '../../src/core/tokenizer/parse-tokenizer.js';
import { namesOfFile, namesOfMedic } from './corpora.js';
import { createDecodeMeasure, type DecodeShare } from './decode-share.js';
import { generatedNames } from './generated-names.js';
import {
  measureCorpus,
  type CorpusFigures,
  type MeasuredCorpus,
  type Surroundings,
} from './measure-corpus.js';
import { openInBrowser } from './open-in-browser.js';
import { PackedNames } from './packed-names.js';
import { growthOf } from './growth.js';
import { branchingTable, corpusTable, decodeLines, openLine, smallestMarisa } from './report.js';
import { pythonOf } from './rivals.js';

const SEED = 20_261_124;
const MILLION = 1_000_000;
const OPENINGS = 5;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      mesh: { type: 'string', default: 'public/kb/mesh.kb.gz' },
      generated: { type: 'string' },
      model: { type: 'string', default: 'public/models/default' },
      python: { type: 'string' },
    },
  });
  const generatedCount = positive(values.generated, '--generated', 4 * MILLION);
  const file = await readFile(path.join(values.model, 'tokenizer.json'));
  const tokenizer = parseTokenizer(file);
  const surroundings: Surroundings = {
    tokenizer,
    layout: nameLayoutOf(tokenizer),
    tokenizerHash: await sha256(file),
    python: pythonOf(values.python, say),
    say,
  };

  const measured: MeasuredCorpus[] = [];
  const medic = await namesOfMedic(say);
  if (medic)
    measured.push(await measureCorpus({ title: 'MEDIC', names: medic, withDict: true }, surroundings));
  const mesh = await namesOfFile(values.mesh, say);
  if (mesh) {
    const corpus = { title: 'MeSH', names: mesh, withDict: !values.quick };
    measured.push(await measureCorpus(corpus, surroundings));
  }
  const real = mesh ?? medic;
  if (!real)
    throw new Error('There are neither MEDIC nor MeSH to measure. Nothing was done. Give --mesh FILE.');
  let generated: MeasuredCorpus | null = null;
  if (!values.quick) {
    say(`generating ${generatedCount.toLocaleString('en')} names`);
    const names = PackedNames.of(generatedNames(real, SEED), generatedCount);
    generated = await measureCorpus({ title: 'generated', names, withDict: false }, surroundings);
    measured.push(generated);
  }
  print(corpusTable(measured.map(({ figures }) => figures)));
  const made = measured.find(({ figures }) => figures.title === (mesh ? 'MeSH' : 'MEDIC'));
  if (generated && made) print(`\n${branchingTable(growthOf(made, generated, SEED))}`);

  const shares: { readonly title: string; readonly share: DecodeShare }[] = [];
  if (generated) {
    say('searching with the model, and opening in Chromium');
    const measure = await createDecodeMeasure(values.model, medic ?? real);
    for (const { figures, trie } of [...measured.slice(0, 1), generated]) {
      shares.push({ title: figures.title, share: await measure(trie) });
    }
    print(`\n${decodeLines(shares)}`);
    const times = await openInBrowser(generated.bytes, surroundings.tokenizerHash, OPENINGS);
    print(`\n${openLine(generated.figures.title, times)}`);
  }
  if (values.json)
    print(
      JSON.stringify(
        jsonOf(
          measured.map(({ figures }) => figures),
          mesh ? 'MeSH' : 'MEDIC',
        ),
      ),
    );
}

/** The head line is of one corpus; each has its own below. */
function jsonOf(corpora: readonly CorpusFigures[], head: string): object {
  const lineOf = (corpus: CorpusFigures) => {
    const marisa = smallestMarisa(corpus);
    return {
      corpus: corpus.title,
      names: corpus.names,
      trie_bytes_per_name: corpus.bytesWithoutNumbers / corpus.names,
      trie_bytes_per_name_with_numbers: corpus.bytes / corpus.names,
      marisa_bytes_per_name: marisa === null ? null : marisa / corpus.names,
      build_names_per_second: (1000 * corpus.names) / (corpus.tokenise.wall + corpus.arrange.wall),
      build_names_per_cpu_second: (1000 * corpus.names) / (corpus.tokenise.cpu + corpus.arrange.cpu),
      build_from_ids_names_per_second: (1000 * corpus.names) / corpus.arrange.wall,
      build_peak_over_result: corpus.peakBytes / corpus.bytes,
      lookup_us: corpus.lookupUs,
    };
  };
  const lines = corpora.map(lineOf);
  return { ...lines.find(({ corpus }) => corpus === head), corpora: lines };
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
