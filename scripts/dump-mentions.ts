/**
 * What the dictionary finder finds in each document of a corpus, for training the head that finds mentions.
 *
 *   npx tsx scripts/dump-mentions.ts --kb FILE|NAME --out FILE.json --corpus FILE.pubtator [--corpus …]
 *
 * Writes one object: document label → list of [start, end, type], offsets in UTF-16 code units.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SeraphError } from '../src/core/errors.js';
import { readCorpus } from './evaluation/corpus.js';
import { dictionaryFinder } from './node/load-finders.js';
import { loadKb } from './node/load-kb.js';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kb: { type: 'string' },
      out: { type: 'string' },
      corpus: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.kb === undefined || values.out === undefined || values.corpus.length === 0)
    throw new Error('--kb, --out and at least one --corpus are needed.');
  const kb = await loadKb(values.kb, say);
  const find = dictionaryFinder(kb);
  const found: Record<string, readonly (readonly [number, number, string])[]> = {};
  for (const file of values.corpus) {
    for (const { label, text } of await readCorpus(file, say)) {
      found[label] = find(text).map(({ span, type }) => [span.start, span.end, type] as const);
    }
  }
  await writeFile(values.out, `${JSON.stringify(found)}\n`);
}

main().catch((error: unknown) => {
  say(error instanceof SeraphError ? error.message : String(error));
  process.exitCode = 1;
});
