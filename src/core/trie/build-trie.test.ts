import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Progress } from '../progress.js';
import { createRandom } from '../random.js';
import { finish } from '../steps.js';
import { buildTrie, sortedOrder, trieSteps } from './build-trie.js';
import { encodeTrie } from './encode-trie.js';
import { forcedChain } from './forced-chain.js';
import { SequenceList } from './sequence-list.js';
import { anyNames } from './testing/any-names.js';
import { listNames, makeTrie, sequencesOf } from './testing/make-trie.js';

const SEED = 20261125;

/** The order of names by comparing their pieces one by one. */
function slowOrder(names: readonly (readonly number[])[]): number[] {
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const at = a.findIndex((token, place) => token !== b[place]);
    return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
  };
  return names
    .map((_, index) => index)
    .filter((index) => names[index]?.length !== 0)
    .sort((a, b) => compare(names[a] ?? [], names[b] ?? []) || a - b);
}

/** Pieces that two names have in common at their beginnings. */
function commonLength(name: readonly number[], other: readonly number[]): number {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at++;
  return at;
}

const bytesOf = (names: readonly (readonly number[])[], order?: readonly number[]) =>
  encodeTrie(buildTrie(sequencesOf(names), order ? { order: Uint32Array.from(order) } : {}), 'h');

describe(`any names (seed ${SEED})`, () => {
  test('are sorted as comparing them one by one sorts them', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const { order, common } = finish(sortedOrder(sequencesOf(names)));
        const expected = slowOrder(names);
        expect([...order]).toEqual(expected);
        const inOrder = expected.map((index) => names[index] ?? []);
        expect([...common]).toEqual(
          inOrder.map((name, place) => commonLength(name, inOrder[place - 1] ?? [])),
        );
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('give the same bytes when they were sorted elsewhere, and when they come in order', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const order = slowOrder(names);
        const inOrder = order.map((index) => names[index] ?? []);
        expect(bytesOf(names, order)).toEqual(bytesOf(names));
        expect(bytesOf(inOrder)).toEqual(bytesOf(inOrder, [...inOrder.keys()]));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

test.each([
  ['unsorted', [1, 0, 2]],
  ['incomplete', [0, 1]],
  ['twice', [0, 0, 1]],
])('an order that is %s is refused', (_, order) => {
  expect(() => bytesOf([[1], [2], [2]], order)).toThrow(/not given in order/);
});

test('the order of the names does not change the trie, only their numbers', () => {
  const names = [[1, 2], [1], [4, 1], [1, 2, 3]];
  const tokensOf = (list: number[][]) => listNames(makeTrie(list)).map(({ tokens }) => tokens);
  expect(tokensOf([...names].reverse())).toEqual(tokensOf(names));
});

test('equal endings are stored once', () => {
  const ending = Array.from({ length: 50 }, (_, place) => 1000 + place);
  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => [index, ...ending.slice(index % 5)]);
  const more = bytesOf(names(60)).length - bytesOf(names(30)).length;
  expect(more / 30).toBeLessThan(10);
  expect(listNames(makeTrie(names(60))).map(({ tokens }) => tokens)).toEqual(names(60));
});

test('names of a hundred thousand pieces that part late are built, and forced up to there', () => {
  const random = createRandom(3);
  const common = Array.from({ length: 100_000 }, () => Math.floor(60_000 * random()));
  const names = [
    [...common, 7],
    [...common, 8, ...common.slice(0, 500)],
  ];
  const trie = makeTrie(names);
  const chain = forcedChain(trie, trie.root);
  expect([...chain.tokens]).toEqual(common);
  const after = chain.stateAt(chain.length - 1);
  expect(trie.isForced(after)).toBe(false);
  expect(trie.nameCount).toBe(2);
});

test('building stops many times on the way, and tells how far it is', () => {
  const random = createRandom(5);
  const list = new SequenceList(300_000);
  for (let name = 0; name < 300_000; name++) {
    list.push(Array.from({ length: 4 }, () => Math.floor(500 * random() ** 2)));
  }
  const reports: Progress[] = [...trieSteps(list.sequences())].filter((report) => report !== null);
  for (const task of ['Sorting names', 'Arranging names']) {
    const done = reports.filter((report) => report.task === task).map((report) => report.done);
    expect(done.length).toBeGreaterThan(10);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(300_000);
    expect(done.at(-1)).toBeGreaterThan(250_000);
  }
});

test('a list takes as many sequences as announced; those that do not come are empty', () => {
  const list = new SequenceList(3);
  list.push([70_000, 1]);
  list.push([]);
  const { tokens, starts } = list.sequences();
  expect([[...tokens], [...starts]]).toEqual([
    [70_000, 1],
    [0, 2, 2, 2],
  ]);
  list.push([5]);
  expect(() => list.push([6])).toThrow(/more than 3/);
});
