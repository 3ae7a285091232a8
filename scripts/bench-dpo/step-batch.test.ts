import { expect, it } from 'vitest';
import type { ConceptId } from '../../src/core/ids.js';
import { createConcept, exactSynonyms } from '../../src/core/kb/knowledge-base.js';
import { textOf } from '../../src/core/text/span.js';
import { PAIRS, stepExamples } from './step-batch.js';

function concepts(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const name = `Harbour Fever ${i}`;
    const synonyms = exactSynonyms([`Fever of harbour ${i}`, `HF${i}`], name);
    return createConcept({ id: `X${i}` as ConceptId, name, synonyms, group: 'Disease' });
  });
}

it('takes two names of a concept and one of another, spread over the knowledge base', () => {
  const examples = stepExamples({ concepts: concepts(80) });
  expect(examples).toHaveLength(PAIRS);
  expect(examples.map(({ text, mention }) => textOf(text, mention.span))).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70].map((i) => `fever of harbour ${i}`),
  );
  expect(examples.map(({ chosen }) => chosen).slice(0, 2)).toEqual(['harbour fever 0', 'harbour fever 10']);
  expect(examples.map(({ rejected }) => rejected)).not.toContain('');
  for (const { chosen, rejected } of examples) expect(rejected).not.toBe(chosen);
});

it('refuses a knowledge base with too few names', () => {
  expect(() => stepExamples({ concepts: concepts(7) })).toThrow('7 concepts');
});
