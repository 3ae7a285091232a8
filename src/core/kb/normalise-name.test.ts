import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseName } from './normalise-name.js';

const SEED = 20_261_124;

const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

describe('normaliseName', () => {
  // Right-hand sides printed by Python 3: " ".join(s.lower().split())
  it.each([
    ['  Type  2\tDiabetes \n', 'type 2 diabetes'],
    ['', ''],
    ['   ', ''],
    ['A\u001cB\u0085C\u00a0D\u3000E', 'a b c d e'],
    ['\ufeffX', '\ufeffx'],
    ['ΟΔΟΣ', 'οδος'],
    ['İ', 'i\u0307'],
    ['Sjögren–Larsson', 'sjögren–larsson'],
  ])('%j becomes %j', (written, normalised) => {
    expect(normaliseName(written)).toBe(normalised);
  });

  it(`changes nothing the second time (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        const once = normaliseName(text);
        expect(normaliseName(once)).toBe(once);
      }),
      { seed: SEED },
    );
  });
});
