/**
 * `npx tsx scripts/make-mrconso.ts FILE [--gb 2] [--seed 1]`: a made-up MRCONSO.RRF of a size, for measuring. Its rows
 * have the shape of the real one: several names a concept, one in four in English, sorted by CUI.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/random.js';

const SYLLABLES = [
  'al',
  'be',
  'cor',
  'da',
  'en',
  'fi',
  'gly',
  'hep',
  'in',
  'ka',
  'lo',
  'my',
  'neu',
  'ol',
  'pa',
  'rhi',
  'sta',
  'to',
  'ur',
  'vi',
];
const ENDINGS = ['itis', 'ose', 'ine', 'oma', 'emia', 'ane', 'ia', 'ic', 'al', 'ate'];
const SOURCES = ['MSH', 'SNOMEDCT_US', 'RXNORM', 'NCI', 'OMIM', 'MTH'];
const LANGUAGES = ['ENG', 'SPA', 'FRE', 'GER'];
const FLUSH = 1 << 20;

/** Writes at least `bytes` bytes. @returns what it wrote */
export function makeMrconso(
  file: string,
  bytes: number,
  seed: number,
): { readonly bytes: number; readonly concepts: number; readonly rows: number } {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (values: readonly string[]): string => values[below(values.length)] ?? '';
  const word = (): string =>
    Array.from({ length: 1 + below(3) }, () => pick(SYLLABLES)).join('') + pick(ENDINGS);
  const out = openSync(file, 'w');
  let pending = '';
  let written = 0;
  let rows = 0;
  let concepts = 0;
  while (written + pending.length < bytes) {
    const cui = `C${String(++concepts).padStart(7, '0')}`;
    for (let name = 0, names = 1 + below(8); name < names; name++) {
      const language = name === 0 ? 'ENG' : pick(LANGUAGES);
      const text = Array.from({ length: 1 + below(6) }, word).join(' ');
      const id = String(++rows).padStart(8, '0');
      const status = name === 0 ? 'P' : 'S';
      pending += `${cui}|${language}|${status}|L${id}|PF|S${id}|Y|A${id}||M${id}|D${id}|${pick(SOURCES)}|PT|D${id}|${text}|0|N|256|\n`;
    }
    if (pending.length >= FLUSH) {
      written += writeSync(out, pending);
      pending = '';
    }
  }
  written += writeSync(out, pending);
  closeSync(out);
  return { bytes: written, concepts, rows };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { gb: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' } },
  });
  const [file] = positionals;
  const size = Number(values.gb) * 1e9;
  if (file === undefined || !(size > 0)) {
    console.error('Give a FILE to write, and --gb above 0.');
    process.exit(2);
  }
  const made = makeMrconso(file, size, Number(values.seed));
  console.log(`${file}: ${made.bytes} bytes, ${made.concepts} concepts, ${made.rows} rows`);
}
