import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import type { TokenId } from '../../src/core/ids.js';
import { Continuations } from '../../src/core/trie/continuations.js';
import type { Trie } from '../../src/core/trie/trie.js';
import type { LoadedLinker } from '../node/load-linker.js';

/**
 * Generated names kept from run to run, by model input: to evaluate another combiner takes seconds then. One file for
 * each generator, knowledge base and number of beams; one line of JSON an input, so that a run cut short loses little.
 */
export interface HypothesisStore {
  get(key: string): readonly Hypothesis[] | undefined;
  add(entries: readonly (readonly [key: string, hypotheses: readonly Hypothesis[]])[]): Promise<void>;
}

export const NO_STORE: HypothesisStore = { get: () => undefined, add: () => Promise.resolve() };

/** As written: pieces, score and log-probabilities of each hypothesis. */
type StoredHypothesis = readonly [tokens: readonly TokenId[], score: number, logProbs: readonly number[]];

export async function openHypothesisStore(
  folder: string,
  { kb, generatorHash }: Pick<LoadedLinker, 'kb' | 'generatorHash'>,
  beams: number,
): Promise<HypothesisStore> {
  await mkdir(folder, { recursive: true });
  const kbHash = kb.parts.map(({ hash }) => hash.slice(0, 12)).join('+');
  const file = path.join(folder, `${generatorHash.slice(0, 12)}-${kbHash}-${beams}-beams.jsonl`);
  const stored = new Map<string, readonly StoredHypothesis[]>();
  for (const line of (await textOf(file)).split('\n')) {
    // The last line of a run that was cut short may be half a line.
    if (!line.endsWith(']')) continue;
    const [digest, hypotheses] = JSON.parse(line) as [string, readonly StoredHypothesis[]];
    stored.set(digest, hypotheses);
  }
  return {
    get: (key) => stored.get(digestOf(key))?.map((hypothesis) => opened(kb.trie, hypothesis)),
    add: (entries) => appendFile(file, entries.map(([key, found]) => lineOf(key, found)).join('')),
  };
}

function lineOf(key: string, hypotheses: readonly Hypothesis[]): string {
  const stored = hypotheses.map(({ tokens, score, logProbs }): StoredHypothesis => [
    tokens,
    score,
    [...logProbs],
  ]);
  return `${JSON.stringify([digestOf(key), stored])}\n`;
}

/** Walks to the state that the name ends in, which has no meaning outside the trie. */
function opened(trie: Trie, [tokens, score, logProbs]: StoredHypothesis): Hypothesis {
  let state = trie.root;
  for (const token of tokens) {
    const next = new Continuations();
    trie.expand(state, next);
    state = next.stateAt(next.tokens.indexOf(token));
  }
  return { tokens, state, score, logProbs: Float32Array.from(logProbs) };
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
