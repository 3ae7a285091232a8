import { expect, it } from 'vitest';
import type { Evidence } from '../../core/link/linker.js';
import { badgesOf } from './badges.js';

const none: Evidence = { exact: false, abbreviation: false, remembered: 0 };

it('names each piece of evidence once, the strongest first', () => {
  expect(
    badgesOf({
      generated: -0.2,
      exact: true,
      abbreviation: true,
      remembered: 2,
      near: { text: 'moon hiccups', similarity: 0.8 },
      meaning: { text: 'singultus at night', similarity: 0.7 },
      nearRemembered: { text: 'hiccup', similarity: 0.7 },
      otherName: { text: 'singultus of the moon', similarity: 0.6 },
      inDocument: 3,
      part: 'moon hiccup',
    }),
  ).toEqual([
    'remembered 2×',
    'exact',
    'similar decision',
    'similar name',
    'near meaning',
    'other vocabulary',
    'one of several',
    'in this text 3×',
    'abbreviation',
  ]);
});

it('says nothing where there is none, also in suggestions from before there were more kinds', () => {
  expect(badgesOf(none)).toEqual([]);
  expect(badgesOf({ ...none, inDocument: 0 })).toEqual([]);
  expect(badgesOf({ ...none, exact: true })).toEqual(['exact']);
});
