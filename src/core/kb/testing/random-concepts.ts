import fc from 'fast-check';
import type { ConceptId } from '../../ids.js';
import { createConcept, SYNONYM_SCOPES, type Concept, type KbDescription } from '../knowledge-base.js';

export const DESCRIPTION: KbDescription = {
  id: 'test',
  title: 'Test',
  version: '1',
  source: 'here',
  licence: 'CC0',
  attribution: 'nobody',
  linkTemplate: 'https://example.org/{id}',
};

/** Everything that needs care in lines, names and hashes. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\\', '\t', '\n', '\r', '|', 'p', 'N', ' ', '\ufeff', 'é', '😀'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 8,
});
const filled = anyText.filter((value) => value !== '');
/** Few words, so that names are shared, alike, short, in capitals, and findable. */
const word = fc.constantFrom('pox', 'Poxes', 'cow', 'COW', 'AB', 'CDE', 'of', '2', 'b12', 'cancer', '-', 'x');
const name = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')) },
  filled,
);
/** Few ids, so that concepts refer to each other. */
const id = fc.oneof(fc.constantFrom('A', 'B', 'C', 'D', 'E'), filled).map((value) => value as ConceptId);
const tree = fc.array(fc.constantFrom('C1', 'D12', '776', '9'), { minLength: 1, maxLength: 3 });

/** Concepts with every field, as importers may give them: lists without empty values, no definition that is empty. */
export const someConcepts: fc.Arbitrary<readonly Concept[]> = fc.uniqueArray(
  fc
    .record({
      id,
      name,
      synonyms: fc.array(fc.record({ name, scope: fc.constantFrom(...SYNONYM_SCOPES) }), { maxLength: 4 }),
      group: fc.oneof(fc.constantFrom('', 'Disease', 'Chemical'), anyText),
      semanticTypes: fc.array(filled, { maxLength: 2 }),
      parents: fc.array(id, { maxLength: 3 }),
      trees: fc.array(
        tree.map((parts) => parts.join('.')),
        { maxLength: 3 },
      ),
      aliases: fc.array(id, { maxLength: 2 }),
      xrefs: fc.array(filled, { maxLength: 2 }),
      definition: fc.option(filled),
      notes: fc.array(filled, { maxLength: 2 }),
      obsolete: fc.option(
        fc.record({ replacedBy: fc.array(id, { maxLength: 2 }), consider: fc.array(id, { maxLength: 2 }) }),
        { freq: 3 },
      ),
    })
    .map((known) => createConcept(known)),
  { selector: (concept) => concept.id, maxLength: 10 },
);
