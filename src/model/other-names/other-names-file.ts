/**
 * `other-names.bin`: what other vocabularies call the concepts of MeSH and OMIM. Gzip; a line of JSON about the file, then
 * a line for each concept: its id, a tab, and its names between `|`. Written by `python -m seraph_training.other_names`.
 * Not named .gz: some servers unpack such files on the way, and the hash is of the packed bytes.
 */
import { SeraphError } from '../../core/errors.js';
import { otherNamesOf, type OtherNames } from '../../core/link/other-names.js';
import { parseFields } from '../weights/fields.js';

export const OTHER_NAMES_FILE = 'other-names.bin';
const FORMAT = 'seraph-other-names';
const VERSION = 1;

/**
 * Unpacks and reads the file; its bytes were checked against the manifest's hash before.
 *
 * @throws SeraphError bad-format naming the line, bad-version
 */
export async function readOtherNames(packed: Uint8Array): Promise<OtherNames> {
  const [header = '', ...lines] = (await unpacked(packed)).split('\n');
  const about = parseFields(new TextEncoder().encode(header), OTHER_NAMES_FILE);
  const format = about.text('format');
  if (format !== FORMAT) throw about.wrong('format', FORMAT, format);
  const version = about.count('formatVersion');
  if (version !== VERSION) {
    throw new SeraphError(
      'bad-version',
      `The model's ${OTHER_NAMES_FILE} is in version ${version} of its format, and this Seraph reads version ${VERSION}. ` +
        'Nothing was changed. Fetch the model again, or write the file again with this Seraph.',
      { expected: VERSION, got: version },
    );
  }
  if (lines.at(-1) === '') lines.pop();
  const concepts = lines.map((line, place) => {
    const [id = '', names = '', ...rest] = line.split('\t');
    if (id === '' || names === '' || rest.length > 0) {
      throw badFile(
        `wrong at line ${place + 2}: expected an id, a tab and names, found “${line.slice(0, 40)}”`,
      );
    }
    return { id, names: names.split('|') };
  });
  const expected = about.count('concepts');
  if (concepts.length !== expected) throw about.wrong('concepts', concepts.length, expected);
  return otherNamesOf(concepts);
}

async function unpacked(packed: Uint8Array): Promise<string> {
  const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return await new Response(stream).text();
  } catch {
    throw badFile('no whole gzip file');
  }
}

function badFile(what: string): SeraphError {
  return new SeraphError(
    'bad-format',
    `The model's ${OTHER_NAMES_FILE} is ${what}. Nothing was changed. Fetch or convert the model again.`,
    { file: OTHER_NAMES_FILE },
  );
}
