import { expect, it, describe } from 'vitest';
import { tablesOf } from '../kb/array-tables.js';
import type { Progress } from '../progress.js';
import type { TokenId } from '../ids.js';
import { buildTrie } from '../trie/build-trie.js';
import { buildNameTrie, nameLayoutOf, nameTrieSteps } from './name-trie.js';
import { concept, layout, tokenizer } from './testing/tiny-kb.js';

const { names } = tablesOf(
  Array.from({ length: 4500 }, (_, index) => concept(`X${index}`, `Fever ${index}`, `Cold, ${index}`)),
);

describe('nameTrieSteps', () => {
  it('stops after every batch, tells each, and builds what buildTrie makes of the pieces', () => {
    const told: Progress[] = [];
    const steps = nameTrieSteps(names, tokenizer, layout, (progress) => told.push(progress));
    const done = [4000, 8000, 9000];
    for (const count of done) {
      expect(steps.next().done).toBe(false);
      expect(told.at(-1)).toEqual({ task: 'Reading the names', done: count, total: 9000, unit: 'names' });
    }
    const expected = buildTrie(
      Array.from({ length: names.nameCount }, (_, index) => tokenizer.encode(names.nameAt(index))),
    );
    expect(steps.next()).toEqual({ done: true, value: expected });
    expect(buildNameTrie(names, tokenizer, layout)).toEqual(expected);
  });

  it("puts the layout's prefix before each name", () => {
    const seen: string[] = [];
    const encode = (text: string): TokenId[] => {
      seen.push(text);
      return tokenizer.encode(text);
    };
    const byteLevel = { ...tokenizer, kind: 'byte-level-bpe', encode } as const;
    buildNameTrie(tablesOf([concept('X', 'Fever')]).names, byteLevel, nameLayoutOf(byteLevel));
    expect(seen).toEqual([' fever']);
    expect(nameLayoutOf(tokenizer)).toEqual({ namePrefix: '', lowerCase: true });
  });
});
