import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitWords, setBit } from './bits.js';
import { forcedChain } from './forced-chain.js';
import { maskTrie } from './mask-trie.js';
import { anyNames, namesBySequence, prefixesOf } from './testing/any-names.js';
import { continuationsOf, listNames, makeTrie, stateAfter } from './testing/make-trie.js';
import type { Trie } from './trie.js';
import { unionTrie } from './union-trie.js';

const SEED = 20261126;
const OPTIONS = { seed: SEED, numRuns: 200 };

type Names = readonly (readonly number[])[];

function bitsWhere(count: number, isSet: (index: number) => boolean): Uint32Array {
  const bits = bitWords(count);
  for (let index = 0; index < count; index++) if (isSet(index)) setBit(bits, index);
  return bits;
}

const masked = (names: Names, allowed: readonly boolean[]): Trie =>
  maskTrie(
    makeTrie(names),
    bitsWhere(names.length, (index) => allowed[index] === true),
  );

/** Everything a search can see of a trie, by the pieces that lead there. */
function seen(trie: Trie, prefixes: Names) {
  return prefixes.map((prefix) => {
    const state = stateAfter(trie, prefix);
    return state === undefined
      ? undefined
      : {
          tokens: continuationsOf(trie, state).map(({ token }) => token),
          names: trie.namesAt(state),
          ends: trie.endsName(state),
          forced: trie.isForced(state),
          chain: [...forcedChain(trie, state).tokens],
        };
  });
}

/** A trie built from these names alone; names that are out keep their number but have no pieces. */
const rebuilt = (names: Names, isIn: (index: number) => boolean): Trie =>
  makeTrie(names.map((name, index) => (isIn(index) ? name : [])));

const anyMasked = anyNames.chain((names) =>
  fc.tuple(fc.constant(names), fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length })),
);

describe(`maskTrie (seed ${SEED})`, () => {
  test('is the trie that is built from the allowed names alone', () => {
    fc.assert(
      fc.property(anyMasked, ([names, allowed]) => {
        const trie = masked(names, allowed);
        const expected = rebuilt(names, (index) => allowed[index] === true);
        expect(seen(trie, prefixesOf(names))).toEqual(seen(expected, prefixesOf(names)));
        expect(trie.nameCount).toBe(expected.nameCount);
      }),
      OPTIONS,
    );
  });

  test('keeps states and numbers of the whole trie', () => {
    const names = [
      [1, 2, 3],
      [1, 2],
      [4, 5],
      [4, 5],
    ];
    const whole = makeTrie(names);
    const part = masked(names, [true, false, false, true]);
    for (const name of names) expect(stateAfter(part, name)).toBe(stateAfter(whole, name));
    expect(listNames(part)).toEqual([
      { tokens: [1, 2, 3], names: [0] },
      { tokens: [4, 5], names: [3] },
    ]);
    expect([...forcedChain(part, stateAfter(part, [1]) ?? -1).tokens]).toEqual([2, 3]);
  });

  test('of no name has nothing to say', () => {
    const part = masked([[1, 2]], [false]);
    expect(listNames(part)).toEqual([]);
    expect(part.isForced(part.root)).toBe(false);
  });
});

describe(`unionTrie (seed ${SEED})`, () => {
  test('is the trie that is built from the names of all parts, masked or not', () => {
    fc.assert(
      fc.property(fc.array(anyMasked, { maxLength: 4 }), (parts) => {
        let firstName = 0;
        const tries = parts.map(([names, allowed]) => {
          const part = { trie: masked(names, allowed), firstName };
          firstName += names.length;
          return part;
        });
        const names = parts.flatMap((part) => part[0]);
        const allowed = parts.flatMap((part) => part[1]);
        const isIn = (index: number) => allowed[index] === true;
        const union = unionTrie(tries);
        const prefixes = prefixesOf(names);
        expect(seen(union, prefixes)).toEqual(seen(rebuilt(names, isIn), prefixes));
        const found = listNames(union).map(({ tokens, names: at }) => [tokens.join(' '), at] as const);
        expect(new Map(found)).toEqual(namesBySequence(names, isIn));
        expect(union.nameCount).toBe(allowed.filter((is, index) => is && names[index]?.length !== 0).length);
        // The same again, now that it was put together.
        expect(seen(union, prefixes)).toEqual(seen(union, [...prefixes].reverse()).reverse());
      }),
      OPTIONS,
    );
  });

  test('takes unions as parts', () => {
    const lists = [[[1, 2]], [[1, 3]], [[1, 2, 4]]];
    const [a, b, c] = lists.map((names) => makeTrie(names));
    if (!a || !b || !c) throw new Error('Three tries.');
    const inner = unionTrie([
      { trie: a, firstName: 0 },
      { trie: b, firstName: 1 },
    ]);
    const union = unionTrie([
      { trie: inner, firstName: 10 },
      { trie: c, firstName: 5 },
    ]);
    expect(listNames(union)).toEqual([
      { tokens: [1, 2], names: [10] },
      { tokens: [1, 2, 4], names: [5] },
      { tokens: [1, 3], names: [11] },
    ]);
  });

  test('of one part is that part, or has only its numbers moved', () => {
    const trie = makeTrie([[1, 2], [3]]);
    expect(unionTrie([{ trie, firstName: 0 }])).toBe(trie);
    expect(listNames(unionTrie([{ trie, firstName: 7 }]))).toEqual([
      { tokens: [1, 2], names: [7] },
      { tokens: [3], names: [8] },
    ]);
  });

  test('of a name in two parts gives both numbers', () => {
    const [a, b] = [makeTrie([[9], [1, 2]]), makeTrie([[1, 2]])];
    const union = unionTrie([
      { trie: a, firstName: 100 },
      { trie: b, firstName: 0 },
    ]);
    expect(union.namesAt(stateAfter(union, [1, 2]) ?? -1)).toEqual([0, 101]);
  });
});
