import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeraphError } from '../errors.js';
import type { ConceptId, Sha256 } from '../ids.js';
import { tablesOf } from '../kb/array-tables.js';
import { createConcept } from '../kb/knowledge-base.js';
import { buildSearchIndex } from './build-search-index.js';
import { encodeSearchIndex, openSearchIndex, verifySearchIndex } from './search-index.js';
import { finish } from '../steps.js';
import { anyConcepts, anyRequest, ask, partOf } from './testing/made-search.js';

const SEED = 20_261_124;
const HASH = 'a'.repeat(64) as Sha256;

describe('the stored index', () => {
  it(`answers as the one it was made from (seed ${SEED})`, () => {
    fc.assert(
      fc.property(anyConcepts, anyRequest, (concepts, request) => {
        const part = partOf(concepts, HASH);
        const bytes = encodeSearchIndex(part.index);
        verifySearchIndex(bytes);
        const opened = { ...part, index: openSearchIndex(bytes, HASH, part.tables) };
        expect(ask([opened], request)).toEqual(ask([part], request));
        expect(encodeSearchIndex(opened.index)).toEqual(bytes);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  const concepts = ['Fever', 'Yellow fever', 'Pain'].map((name) =>
    createConcept({ id: name.slice(0, 2) as ConceptId, name }),
  );
  const tables = tablesOf(concepts);
  const bytes = encodeSearchIndex(finish(buildSearchIndex(tables, HASH)));

  it('is the same for the same knowledge base', () => {
    expect(encodeSearchIndex(finish(buildSearchIndex(tablesOf(concepts), HASH)))).toEqual(bytes);
  });

  it('tells a flipped bit anywhere', () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      expect(() => verifySearchIndex(damaged)).toThrow(SeraphError);
    }
  });

  it('is refused for another knowledge base', () => {
    expect(() => openSearchIndex(bytes, null, tables)).toThrow(/another knowledge base/);
    expect(() => openSearchIndex(bytes, HASH, tablesOf(concepts.slice(1)))).toThrow(/another knowledge base/);
  });
});
