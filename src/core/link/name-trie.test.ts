import { expect, it, describe } from 'vitest';
import { tablesOf } from '../kb/array-tables.js';
import { finish } from '../steps.js';
import type { TokenId } from '../ids.js';
import { buildTrie } from '../trie/build-trie.js';
import { encodeTrie } from '../trie/encode-trie.js';
import { openTrie } from '../trie/open-trie.js';
import { listNames, sequencesOf } from '../trie/testing/make-trie.js';
import { buildNameTrie, nameLayoutOf, nameTrieSteps } from './name-trie.js';
import { concept, layout, tokenizer } from './testing/tiny-kb.js';

const { names } = tablesOf(
  Array.from({ length: 4500 }, (_, index) => concept(`X${index}`, `Fever ${index}`, `Cold, ${index}`)),
);

describe('nameTrieSteps', () => {
  it('reads every name in steps, and builds what buildTrie makes of the pieces', () => {
    const steps = nameTrieSteps(names, tokenizer, layout);
    for (let done = 500; done <= 9000; done += 500) {
      expect(steps.next().value).toEqual({ task: 'Reading the names', done, total: 9000, unit: 'names' });
    }
    const pieces = Array.from({ length: names.nameCount }, (_, index) =>
      tokenizer.encode(names.nameAt(index)),
    );
    const expected = buildTrie(sequencesOf(pieces));
    expect(finish(steps)).toEqual(expected);
    expect(buildNameTrie(names, tokenizer, layout)).toEqual(expected);
  });

  it('gives no sequence to names that are left out, and counts them', () => {
    const leaveOut = (index: number) => index % 3 !== 1;
    const bytes = encodeTrie(buildNameTrie(names, tokenizer, layout, { leaveOut }), 't');
    const trie = openTrie(bytes, { tokenizerHash: 't' });
    expect([trie.nameCount, trie.omittedCount]).toEqual([3000, 6000]);
    const found = listNames(trie).flatMap(({ names: numbers }) => numbers);
    expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 3000 }, (_, index) => 3 * index + 1));
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
