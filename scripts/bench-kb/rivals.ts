import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sequences } from '../../src/core/trie/sequence-list.js';
import type { PackedNames } from './packed-names.js';

const SCRIPT = 'training/bench/kb_rivals.py';

/** As `training/bench/kb_rivals.py` prints it. */
export interface Rivals {
  readonly marisa: {
    readonly utf8_bytes: number;
    readonly utf8_bytes_8_tries: number;
    readonly token_bytes: number;
    readonly names_per_second: number;
    readonly lookup_us: number;
  } | null;
  readonly dict: { readonly bytes: number; readonly lookup_us: number } | null;
}

const OWN = 'training/.venv/bin/python';
/** Made here when there is no other: the rivals alone, without what training needs. */
const MADE = '.cache/bench-kb';

/**
 * The Python that is asked for, that of `training/`'s environment, or one that is made for this bench with the rival
 * that `training/requirements.txt` pins.
 */
export function pythonOf(asked: string | undefined, say: (line: string) => void): string {
  const chosen = asked ?? process.env.SERAPH_PYTHON ?? (existsSync(OWN) ? OWN : undefined);
  if (chosen !== undefined) return chosen;
  const made = path.join(MADE, 'bin/python');
  if (!existsSync(made)) {
    say(`Making a Python environment with marisa-trie in ${MADE}.`);
    const pinned = /^marisa-trie==.*$/m.exec(readFileSync('training/requirements.txt', 'utf8'))?.[0];
    spawnSync('python3', ['-m', 'venv', MADE]);
    spawnSync(made, ['-m', 'pip', 'install', '--quiet', pinned ?? 'marisa-trie']);
  }
  return existsSync(made) ? made : 'python3';
}

/**
 * Measures marisa-trie and, when asked, a dict trie on the same names. What could not be measured is said and null.
 * @param prefixes pieces that begin names, looked up in each
 */
export async function measureRivals(
  python: string,
  names: PackedNames,
  sequences: Sequences,
  prefixes: readonly (readonly number[])[],
  withDict: boolean,
  say: (line: string) => void,
): Promise<Rivals> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seraph-kb-'));
  try {
    await writeFile(path.join(folder, 'names.txt'), names.bytes);
    await writeFile(path.join(folder, 'tokens.u32'), Uint32Array.from(sequences.tokens));
    await writeFile(path.join(folder, 'starts.u32'), sequences.starts);
    await writeFile(path.join(folder, 'prefixes.json'), JSON.stringify(prefixes));
    const run = spawnSync(python, [SCRIPT, folder, ...(withDict ? ['--dict'] : [])], { encoding: 'utf8' });
    if (run.status !== 0) {
      say(`NOT MEASURED: ${python} could not run ${SCRIPT}: ${run.error?.message ?? run.stderr.trim()}`);
      return { marisa: null, dict: null };
    }
    const rivals = JSON.parse(run.stdout) as Rivals;
    if (rivals.marisa === null) {
      say(
        `NOT MEASURED: marisa-trie is not installed for ${python}. Install training/requirements.txt, or name a Python that has it with --python.`,
      );
    }
    return rivals;
  } finally {
    await rm(folder, { recursive: true });
  }
}
