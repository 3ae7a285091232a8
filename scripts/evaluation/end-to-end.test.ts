import { expect, it } from 'vitest';
import { observedScorer, pseudoModel } from '../../src/core/decode/testing/pseudo-model.js';
import type { MentionId } from '../../src/core/ids.js';
import { NO_OTHER_NAMES } from '../../src/core/link/other-names.js';
import { concept, kbOf, layout, tokenizer } from '../../src/core/link/testing/tiny-kb.js';
import type { Mention } from '../../src/core/text/document.js';
import { spanOf } from '../../src/core/text/span.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GoldDocument } from './corpus.js';
import { endToEnd } from './end-to-end.js';
import { endToEndJson, endToEndTable } from './end-to-end-report.js';

const kb = kbOf([concept('X0', 'Cold Fever'), concept('X1', 'Warm Fever')]);
const parts = {
  scorer: observedScorer(pseudoModel(tokenizer.vocabularySize, 3)),
  tokenizer,
  layout,
  kb,
  viewFor: () => kb,
  generatorHash: 'b'.repeat(64),
  combiner: null,
  otherNames: NO_OTHER_NAMES,
} as unknown as LoadedLinker;

const text = 'cold fever and warm fever and thirst';

function mention(words: string, type: string): Mention {
  const start = text.indexOf(words);
  const span = spanOf(start, start + words.length);
  return { id: `${start}` as MentionId, span, type, origin: 'dictionary' };
}

const gold: GoldDocument = {
  text,
  mentions: [
    { mention: mention('cold fever', 'SpecificDisease'), text: 'cold fever', gold: new Set([0]), nil: false },
    { mention: mention('warm fever', 'Modifier'), text: 'warm fever', gold: new Set([0]), nil: false },
    { mention: mention('thirst', 'DiseaseClass'), text: 'thirst', gold: new Set(), nil: true },
  ],
};

it('judges spans by what was found, and concepts by what it was linked to', async () => {
  // Found: one with its concept, one whose gold concept is another, one of a type that the corpus does not mark.
  const found = [
    mention('cold fever', 'Disease'),
    mention('warm fever', 'Disease'),
    mention('thirst', 'Chemical'),
  ];
  const scores = await endToEnd('dictionary', () => Promise.resolve(found), parts, [gold], {
    modes: ['system'],
    memory: new Map(),
    generation: { beams: 2, kept: null, say: () => undefined },
  });
  const [all, disease] = scores.rows;
  expect(scores.rows.map(({ type }) => type)).toEqual(['all', 'Disease']);
  expect(all?.spans).toMatchObject({ gold: 3, found: 2, right: 2, precision: 100 });
  expect(all?.concepts.system).toMatchObject({ gold: 3, found: 2, right: 1, precision: 50, f1: 40 });
  expect({ ...disease, type: 'all' }).toEqual(all);

  const run = { ...scores, corpus: 'made-up', kb: 'tiny', seconds: 1 };
  expect(endToEndTable(run).split('\n').at(-1)?.split(/ +/)).toEqual([
    'Disease',
    '3',
    '2',
    '100.0',
    '66.7',
    '80.0',
    '50.0',
    '33.3',
    '40.0',
  ]);
  expect(JSON.parse(endToEndJson(run))).toMatchObject({
    finder: 'dictionary',
    types: { all: { span: { f1: 80 }, system: { f1: 40 } } },
  });
});
