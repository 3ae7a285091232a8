import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConceptLine, writeConceptLine } from '../../core/kb/concept-line.js';
import { cleanConcept, type ConceptDraft } from './clean-concept.js';

const SEED = 20_261_124;
const PLACE = { file: 'a.json', line: 1 };
const SILENT = { add: () => undefined };

/** Any UTF-16, halves of characters included. */
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});
const list = fc.array(text, { maxLength: 3 });
const draft: fc.Arbitrary<ConceptDraft> = fc.record({
  id: text,
  name: text,
  synonyms: fc.array(fc.record({ name: text, scope: fc.constantFrom('exact', 'broad') }), { maxLength: 3 }),
  group: text,
  semanticTypes: list,
  parents: list,
  aliases: list,
  xrefs: list,
  definition: fc.option(text, { nil: null }),
  notes: list,
  obsolete: fc.option(fc.record({ replacedBy: list, consider: list }), { nil: null }),
});

describe('cleanConcept', () => {
  it(`gives concepts that come back from bytes as they were (seed ${SEED})`, () => {
    fc.assert(
      fc.property(draft, (written) => {
        const concept = cleanConcept(written, PLACE, SILENT);
        if (concept === null) return;
        const bytes = new TextEncoder().encode(writeConceptLine(concept));
        const line = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        expect(readConceptLine(line, (what) => new Error(what) as never)).toEqual(concept);
      }),
      { seed: SEED, numRuns: 2000, examples: [[{ id: 'X\ud800', name: 'a\udc00', group: '' }]] },
    );
  });

  it('takes ids for one that differ in halves of characters only', () => {
    const idOf = (id: string) => cleanConcept({ id, name: 'n', group: '' }, PLACE, SILENT)?.id;
    expect([idOf('X\ud800'), idOf(' X\udfff\n')]).toEqual(['X\ufffd', 'X\ufffd']);
    expect(idOf('X\ud83d\ude00')).toBe('X\ud83d\ude00');
  });
});
