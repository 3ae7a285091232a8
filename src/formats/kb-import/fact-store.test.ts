import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactStore } from './fact-store.js';

describe('FactStore', () => {
  it('gives back what was added, by subject and in order', () => {
    const entry = fc.record({
      id: fc.constantFrom('a', 'b', 'ü', 'constructor'),
      kind: fc.nat(255),
      text: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const store = new FactStore();
        for (const { id, kind, text } of entries) store.add(store.subjectOf(id), kind, text, 'f');
        const ids = [...new Set(entries.map(({ id }) => id))];
        expect([...store.subjects()].map(([id]) => id)).toEqual(ids);
        for (const id of ids) {
          const expected = entries.filter((one) => one.id === id).map(({ kind, text }) => ({ kind, text }));
          expect([...store.factsOf(store.find(id))]).toEqual(expected);
        }
        expect(store.find('z')).toBe(-1);
      }),
      { seed: 7 },
    );
  });

  it('holds long texts across blocks', () => {
    const store = new FactStore();
    const texts = Array.from({ length: 12 }, (_, index) =>
      String.fromCharCode(0x3b1 + index).repeat(1 << 20),
    );
    for (const text of texts) store.add(store.subjectOf('a'), 1, text, 'f');
    expect([...store.factsOf(0)].map(({ text }) => text)).toEqual(texts);
  });
});
