import { expect, it } from 'vitest';
import type { ConceptId, MentionId } from '../../core/ids.js';
import type { Candidate, Evidence } from '../../core/link/linker.js';
import { spanOf } from '../../core/text/span.js';
import type { MentionView } from '../../state/document-view.js';
import { reasonsFor } from './reasons.js';

const mention: Pick<MentionView, 'mention'> = {
  mention: {
    id: 'm-0-2' as MentionId,
    span: spanOf(0, 2),
    type: 'Disease',
    origin: 'abbreviation',
    longForm: 'moon hiccup',
  },
};

function reasons(evidence: Partial<Evidence>): readonly string[] {
  const candidate: Candidate = {
    conceptId: 'X1' as ConceptId,
    conceptName: 'Hiccup, Moon',
    name: 'hiccup, moon',
    share: null,
    evidence: { exact: false, abbreviation: false, remembered: 0, ...evidence },
  };
  return reasonsFor(mention, candidate);
}

it('says each piece of evidence in a sentence of its own', () => {
  expect(
    reasons({
      remembered: 1,
      part: 'moon hiccup',
      nearRemembered: { text: 'hiccups', similarity: 0.712 },
      near: { text: 'moonlight hiccup', similarity: 0.9996 },
      meaning: { text: 'singultus at night', similarity: 0.716 },
      otherName: { text: 'lunar singultus', similarity: 0.62 },
      inDocument: 2,
      generated: -0.314,
    }),
  ).toEqual([
    'You linked these words to it once before.',
    'The text names several things at once; this is for “moon hiccup”.',
    'You linked “hiccups” to it, 71 % alike by its letters.',
    'Its name “moonlight hiccup” is near, 99 % alike by its letters.',
    'The model reads its name “singultus at night” as near in meaning (0.72\u00a0of\u00a01).',
    'Another vocabulary calls it “lunar singultus”, 62 % alike by its letters.',
    '2 other mentions speak for it in this document.',
    'The model wrote “hiccup, moon” (mean log-probability −0.31).',
  ]);
});

it('always says something', () => {
  expect(reasons({})).toEqual(['One of its names is close to the text.']);
  expect(reasons({ abbreviation: true })).toEqual(['Read as “moon hiccup”.']);
  expect(reasons({ abbreviation: true, exact: true })).toEqual(['The long form is one of its names.']);
  expect(reasons({ otherName: { text: 'moon hiccup', similarity: 1 } })).toEqual([
    'Another vocabulary calls it “moon hiccup”.',
  ]);
  expect(reasonsFor(mention, undefined)).toEqual(['You chose it from the search.']);
});
