import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeraphError } from '../errors.js';
import { buildTrie } from './build-trie.js';
import { Continuations } from './continuations.js';
import { crc32 } from './crc32.js';
import { encodeTrie } from './encode-trie.js';
import { forcedChain } from './forced-chain.js';
import { openTrie, verifyTrie } from './open-trie.js';
import { anyNames, namesBySequence, prefixesOf } from './testing/any-names.js';
import {
  continuationsOf,
  listNames,
  makeTrie,
  sequencesOf,
  stateAfter,
  statesOf,
} from './testing/make-trie.js';

const SEED = 20261124;
const HASH = 'sha-of-the-tokenizer';

const startsWith = (name: readonly number[], prefix: readonly number[]) =>
  prefix.every((token, place) => name[place] === token);

const encoded = (names: readonly (readonly number[])[]) => encodeTrie(buildTrie(sequencesOf(names)), HASH);

test('worked example: continuations by token, ends of names, forced chains', () => {
  const trie = makeTrie([[7, 2], [7], [], [3, 9, 5], [7]]);
  const tokensAfter = (state: number) => continuationsOf(trie, state).map(({ token }) => token);
  const states = [[], [3], [7], [3, 9], [7, 2], [3, 9, 5]].map((tokens) => stateAfter(trie, tokens) ?? -1);
  expect(states.map(tokensAfter)).toEqual([[3, 7], [9], [2], [5], [], []]);
  expect(states.map((state) => trie.namesAt(state))).toEqual([[], [], [1, 4], [], [0], [3]]);
  expect(states.map((state) => trie.endsName(state))).toEqual([false, false, true, false, true, true]);
  expect(states.map((state) => trie.isForced(state))).toEqual([false, true, false, true, false, false]);
  expect(states.map((state) => [...forcedChain(trie, state).tokens])).toEqual([[], [9, 5], [], [5], [], []]);
  expect(statesOf(forcedChain(trie, states[1] ?? -1))).toEqual([states[3], states[5]]);
  expect([trie.nameCount, trie.omittedCount]).toEqual([4, 1]);
});

describe(`any names (seed ${SEED})`, () => {
  test('the trie holds exactly the set of names, and each name under its pieces', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const trie = makeTrie(names);
        const expected = namesBySequence(names);
        const found = listNames(trie);
        expect(new Map(found.map(({ tokens, names: at }) => [tokens.join(' '), at]))).toEqual(expected);
        expect(found.length).toBe(expected.size);
        expect(trie.nameCount + trie.omittedCount).toBe(names.length);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('a prefix leads to what a filter of the names gives: continuations in order, ends, forced states', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const trie = makeTrie(names);
        const seen = new Set<number>();
        for (const prefix of prefixesOf(names)) {
          const state = stateAfter(trie, prefix) ?? -1;
          const below = names.filter((name) => name.length > 0 && startsWith(name, prefix));
          const tokens = [...new Set(below.flatMap((name) => name.slice(prefix.length, prefix.length + 1)))];
          const ends = below.some((name) => name.length === prefix.length);
          expect(continuationsOf(trie, state).map(({ token }) => token)).toEqual(
            tokens.sort((a, b) => a - b),
          );
          expect(trie.endsName(state)).toBe(ends);
          expect(trie.isForced(state)).toBe(tokens.length === 1 && !ends);
          seen.add(state);
        }
        expect(seen.size).toBe(prefixesOf(names).length);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('a list that is asked for again, or behind another, is the same', () => {
    const trie = makeTrie([[1, 2], [3]]);
    const list = new Continuations();
    for (const state of [trie.root, stateAfter(trie, [1]) ?? -1, trie.root]) trie.expand(state, list);
    expect([...list.tokens]).toEqual([1, 3, 2, 1, 3]);
    list.clear();
    trie.expand(trie.root, list);
    expect([...list.tokens]).toEqual([1, 3]);
    expect(statesOf(list)).toEqual(continuationsOf(trie, trie.root).map(({ state }) => state));
  });

  test('bytes come back the same from an unaligned place', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const bytes = encoded(names);
        const shifted = new Uint8Array(bytes.length + 3).subarray(3);
        shifted.set(bytes);
        verifyTrie(shifted);
        const options = { tokenizerHash: HASH };
        expect(listNames(openTrie(shifted, options))).toEqual(listNames(openTrie(bytes, options)));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});

test('CRC-32 gives the check value of its specification', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

describe('damaged bytes', () => {
  const bytes = encoded([[1, 2, 3], [1, 2], [4], [], [70_000, 1, 2, 3], [4], [5, 2, 3]]);

  function errorOf(action: () => void): SeraphError {
    try {
      action();
    } catch (error) {
      expect(error).toBeInstanceOf(SeraphError);
      return error as SeraphError;
    }
    throw new Error('Nothing was thrown.');
  }

  test('verify finds every single flipped bit', () => {
    verifyTrie(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      errorOf(() => verifyTrie(flipped));
    }
  });

  test('verify finds every truncation and any byte too many', () => {
    for (let length = 0; length < bytes.length; length++) {
      const { kind } = errorOf(() => verifyTrie(bytes.slice(0, length)));
      expect(kind).toBe('bad-format');
    }
    errorOf(() => verifyTrie(Uint8Array.from([...bytes, 0])));
  });

  const open = (change: (copy: Uint8Array) => void) => () => {
    const copy = bytes.slice();
    change(copy);
    openTrie(copy, { tokenizerHash: HASH });
  };

  test('another magic, version or tokenizer: says expected and got', () => {
    const magic = errorOf(open((copy) => copy.set([0x50, 0x4b])));
    expect(magic).toMatchObject({ kind: 'bad-format', data: { expected: 'SRPHTRIE', got: 'PKPHTRIE' } });
    const version = errorOf(open((copy) => (copy[8] = 9)));
    expect(version).toMatchObject({ kind: 'bad-version', data: { expected: '2', got: '9' } });
    const tokenizer = errorOf(() => void openTrie(bytes, { tokenizerHash: 'another' }));
    expect(tokenizer).toMatchObject({
      kind: 'model-incompatible',
      data: { expected: 'another', got: HASH },
    });
    for (const error of [magic, version, tokenizer]) {
      expect(error.message).toContain(String(error.data.expected));
      expect(error.message).toContain(String(error.data.got));
    }
  });

  test('a damaged section has a wrong checksum', () => {
    const copy = bytes.slice();
    copy[copy.length - 1] = 1;
    const error = errorOf(() => verifyTrie(copy));
    expect(error.kind).toBe('bad-hash');
    expect(error.data.expected).not.toBe(error.data.got);
  });
});
