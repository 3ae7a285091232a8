import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOffsetMap } from './offsets.js';

const SEED = 20260101;

/** Texts of any UTF-16 units: astral characters, lone surrogates, combining marks. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud83e', '\uddec', '\ud83e\uddec', 'e\u0301', 'α'),
    ),
  )
  .map((parts) => parts.join(''));

describe('createOffsetMap', () => {
  it('counts an astral character once, a combining mark and a lone surrogate as one each', () => {
    const map = createOffsetMap('a\u{1f9ec}e\u0301\ud800z');
    expect(map.codePoints).toBe(6);
    expect([0, 1, 3, 4, 5, 6, 7].map((offset) => map.toCodePoint(offset))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([0, 1, 2, 3, 4, 5, 6].map((offset) => map.toUtf16(offset))).toEqual([0, 1, 3, 4, 5, 6, 7]);
  });

  it(`agrees with the string iterator on every boundary (seed ${SEED})`, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const map = createOffsetMap(text);
        const characters = Array.from(text);
        expect(map.codePoints).toBe(characters.length);
        let offset = 0;
        for (let index = 0; index <= characters.length; index++) {
          expect(map.toCodePoint(offset)).toBe(index);
          expect(map.toUtf16(index)).toBe(offset);
          offset += characters[index]?.length ?? 0;
        }
      }),
      { seed: SEED },
    );
  });

  it('refuses places that are none', () => {
    const map = createOffsetMap('\u{1f9ec}b');
    for (const offset of [1, -1, 4, 0.5, Number.NaN]) {
      expect(() => map.toCodePoint(offset)).toThrow(expect.objectContaining({ kind: 'bad-span' }));
    }
    for (const offset of [-1, 3, 0.5]) {
      expect(() => map.toUtf16(offset)).toThrow(expect.objectContaining({ kind: 'bad-span' }));
    }
  });
});
