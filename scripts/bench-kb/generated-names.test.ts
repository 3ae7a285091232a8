import { describe, expect, it } from 'vitest';
import { generatedNames } from './generated-names.js';
import { PackedNames } from './packed-names.js';

const real = PackedNames.of([
  'alpha-beta syndrome, familial',
  'gamma delta disease (rare)',
  'épsilon-zeta fever, acute',
  'fever',
  'eta theta',
  'iota kappa',
]);

const wordsOf = (name: string) => name.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu) ?? [];

describe('PackedNames', () => {
  it('gives back each distinct name once, in UTF-8', () => {
    const packed = PackedNames.of(['é', 'a b', 'é', '漢字 𝒳']);
    expect(Array.from({ length: packed.nameCount }, (_, index) => packed.nameAt(index))).toEqual([
      'é',
      'a b',
      '漢字 𝒳',
    ]);
    expect(packed.bytes.toString('utf8')).toBe('é\na b\n漢字 𝒳\n');
  });

  it('takes no more than asked for', () => {
    expect(PackedNames.of(['a', 'a', 'b', 'c'], 2).nameCount).toBe(2);
  });
});

describe('generatedNames', () => {
  const made = PackedNames.of(generatedNames(real, 7), 30);
  const names = Array.from({ length: made.nameCount }, (_, index) => made.nameAt(index));

  it('are the same for the same seed', () => {
    expect(PackedNames.of(generatedNames(real, 7), 30).bytes).toEqual(made.bytes);
    expect(PackedNames.of(generatedNames(real, 8), 30).bytes).not.toEqual(made.bytes);
  });

  it('have lengths, first words and last words of real names', () => {
    const originals = Array.from({ length: real.nameCount }, (_, index) => wordsOf(real.nameAt(index)));
    for (const words of names.map(wordsOf)) {
      expect(originals.map(({ length }) => length)).toContain(words.length);
      expect(originals.map((original) => original[0])).toContain(words[0]);
      expect(originals.map((original) => original.at(-1))).toContain(words.at(-1));
    }
    const known = new Set(originals.map((words) => words.join(' ')));
    expect(names.filter((name) => !known.has(wordsOf(name).join(' '))).length).toBeGreaterThan(15);
  });
});
