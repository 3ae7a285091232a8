/** Runs an importer on damaged vocabularies and says what came out. Anything but concepts or a `SeraphError` is a bug. */
import { SeraphError } from '../../../core/errors.js';
import { SYNONYM_SCOPES, type Concept } from '../../../core/kb/knowledge-base.js';
import { createRandom } from '../../../core/random.js';
import { blobOfBytes } from '../files/blob-like.js';
import { importFilesOf } from '../files/import-files.js';
import { MAX_NAMES_PER_CONCEPT, MAX_NAME_LENGTH } from '../files/limits.js';
import { importerOf, recogniseImporter } from '../recognise.js';
import { createImportReport } from '../report.js';
import { mutated, type FileBytes } from './mutate.js';
import { VOCABULARIES, importerIdOf } from './vocabularies.js';

/** What a curator may see when files are bad. */
const EXPECTED_KINDS = new Set(['bad-format', 'bad-version', 'too-large']);

export interface FuzzResult {
  /** Inputs that gave concepts. */
  readonly read: number;
  /** Inputs that were refused. */
  readonly refused: number;
  /** Processor time: wall time would count what else the machine does. */
  readonly slowestMs: number;
  /** What went wrong, each with the seed that repeats it. */
  readonly bugs: readonly string[];
}

/**
 * @param example of `VOCABULARIES`
 * @param slowMs an input that takes more processor time is a bug
 */
export async function fuzzImporter(
  example: string,
  inputs: number,
  seed: number,
  slowMs: number,
): Promise<FuzzResult> {
  let read = 0;
  let slowestMs = 0;
  const bugs: string[] = [];
  for (let input = 0; input < inputs; input++) {
    const own = seed + input;
    const before = process.cpuUsage();
    try {
      if (await importsOne(example, own)) read++;
    } catch (error) {
      bugs.push(
        `${example}, seed ${own}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    slowestMs = Math.max(slowestMs, took);
    if (took > slowMs) bugs.push(`${example}, seed ${own}: took ${Math.round(took)} ms`);
  }
  return { read, refused: inputs - read, slowestMs, bugs };
}

/** @returns whether the files gave concepts. @throws what is a bug */
async function importsOne(example: string, seed: number): Promise<boolean> {
  const random = createRandom(seed);
  const sources = Object.values(VOCABULARIES).map(bytesOf);
  const damaged = mutated(bytesOf(VOCABULARIES[example] ?? {}), sources, random);
  const concepts: Concept[] = [];
  try {
    const files = await importFilesOf(
      Object.entries(damaged).map(([name, bytes]) => blobOfBytes(name, bytes)),
    );
    // A curator may also insist on a format.
    const importer = random() < 0.2 ? await recogniseImporter(files) : importerOf(importerIdOf(example));
    const { description, table } = await importer.preview(files, {});
    const choice = {
      format: importer.id,
      description,
      filters: {},
      mapping: table?.mapping ?? null,
      group: 'Thing',
    };
    for await (const concept of importer.read(files, choice, createImportReport(), {}))
      concepts.push(concept);
  } catch (error) {
    if (!(error instanceof SeraphError) || !EXPECTED_KINDS.has(error.kind)) throw error;
    if (error.message.length <= 2_000) return false;
    throw new Error(`A message of ${error.message.length} characters`, { cause: error });
  }
  concepts.forEach(checkConcept);
  return concepts.length > 0;
}

/** What every part behind an import counts on. */
function checkConcept({ id, name, synonyms, parents, aliases }: Concept): void {
  const names = [name, ...synonyms.map((synonym) => synonym.name)];
  const isSound =
    id.trim() === id &&
    [id, ...parents, ...aliases, ...names].every((text) => text !== '') &&
    names.every((text) => text.length <= MAX_NAME_LENGTH && !/[\t\n\r]/.test(text)) &&
    names.length <= MAX_NAMES_PER_CONCEPT &&
    new Set(names).size === names.length &&
    synonyms.every(({ scope }) => SYNONYM_SCOPES.includes(scope));
  if (!isSound)
    throw new Error(`A concept that is not sound: ${JSON.stringify({ id, names }).slice(0, 500)}`);
}

function bytesOf(texts: Readonly<Record<string, string | Uint8Array>>): FileBytes {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'string' ? new TextEncoder().encode(text) : text,
    ]),
  );
}
