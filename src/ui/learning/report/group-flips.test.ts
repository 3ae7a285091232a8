import { expect, it } from 'vitest';
import type { Flip } from '../../../core/training/report.js';
import { groupFlips } from './group-flips.js';

const flip = (mentionId: string, part: Flip['part'], verdict: Flip['verdict']) =>
  ({ mentionId, part, verdict }) as Flip;

it('puts what was broken first, and leaves out groups without a flip', () => {
  const flips = [
    flip('a', 'undecided', null),
    flip('b', 'held-out', 'mended'),
    flip('c', 'training', 'broken'),
    flip('d', 'held-out', null),
    flip('e', 'gold', 'mended'),
  ];
  expect(
    groupFlips(flips).map(({ title, flips: group }) => [title, group.map((each) => each.mentionId)]),
  ).toEqual([
    ['Broken', ['c']],
    ['Mended', ['b', 'e']],
    ['Undecided', ['a']],
    ['Wrong either way', ['d']],
  ]);
  expect(groupFlips([])).toEqual([]);
});
