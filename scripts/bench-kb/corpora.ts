import { existsSync } from 'node:fs';
import { normaliseName } from '../../src/core/kb/normalise-name.js';
import { loadKb } from '../node/load-kb.js';
import { PackedNames } from './packed-names.js';

/** Where the development copy of MEDIC lies, beside the repository. */
const MEDIC = '../shared/data/kb/medic-2012-07-06.txt';

/** Every distinct name of a KB file as the trie has it, or null, said aloud, where the file is not there. */
export async function namesOfFile(file: string, say: (line: string) => void): Promise<PackedNames | null> {
  if (!existsSync(file)) {
    say(`SKIPPED: ${file} is not there.`);
    return null;
  }
  const { concepts } = await loadKb(file, say);
  return PackedNames.of(
    (function* () {
      for (const { name, synonyms } of concepts) {
        for (const written of [name, ...synonyms.map((synonym) => synonym.name)]) {
          const normalised = normaliseName(written);
          if (normalised !== '') yield normalised;
        }
      }
    })(),
  );
}

export function namesOfMedic(say: (line: string) => void): Promise<PackedNames | null> {
  return namesOfFile(MEDIC, say);
}
