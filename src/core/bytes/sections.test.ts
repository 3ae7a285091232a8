import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeraphError } from '../errors.js';
import { openSections, packSections, type SectionFormat } from './sections.js';

const SEED = 20_261_124;
const FORMAT: SectionFormat = { magic: 'TESTFILE', version: 3, what: 'test file' };
const arrays = fc.record({
  numbers: fc.uint32Array({ maxLength: 9 }),
  letters: fc.uint16Array({ maxLength: 9 }),
  bytes: fc.uint8Array({ maxLength: 9 }),
});
const sample = packSections(
  FORMAT,
  { name: 'ä' },
  { numbers: Uint32Array.of(1, 2, 3), letters: Uint16Array.of(7, 8, 9) },
);

function kindOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SeraphError) return error.kind;
    throw error;
  }
  return 'none';
}

describe('sections', () => {
  it(`come back as they were packed, from any place in memory (seed ${SEED})`, () => {
    fc.assert(
      fc.property(arrays, fc.jsonValue(), fc.nat(9), ({ numbers, letters, bytes }, about, offset) => {
        const packed = packSections(FORMAT, about, { numbers, letters, bytes });
        const moved = new Uint8Array(packed.length + offset).subarray(offset);
        moved.set(packed);
        const sections = openSections(moved, FORMAT);
        sections.verify();
        expect(sections.about).toEqual(JSON.parse(JSON.stringify(about)));
        expect(sections.u32('numbers')).toEqual(Uint32Array.from(numbers));
        expect(sections.u16('letters')).toEqual(Uint16Array.from(letters));
      }),
      { seed: SEED },
    );
  });

  it('tell any flipped bit', () => {
    for (let bit = 0; bit < sample.length * 8; bit++) {
      const bytes = sample.slice();
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(kindOf(() => openSections(bytes, FORMAT).verify())).toMatch(/^bad-(format|version|hash)$/);
    }
  });

  it('tell any cut and anything added', () => {
    for (let length = 0; length < sample.length; length++) {
      expect(kindOf(() => openSections(sample.subarray(0, length), FORMAT))).toMatch(/^bad-(format|hash)$/);
    }
    expect(kindOf(() => openSections(Uint8Array.of(...sample, 0), FORMAT))).toBe('bad-format');
  });

  it('refuse another version, and a part that is not there or of another kind', () => {
    expect(kindOf(() => openSections(sample, { ...FORMAT, version: 4 }))).toBe('bad-version');
    const sections = openSections(sample, FORMAT);
    expect(kindOf(() => sections.u32('none'))).toBe('bad-format');
    expect(kindOf(() => sections.u32('letters'))).toBe('bad-format');
  });
});
