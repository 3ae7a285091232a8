import type { Flip } from '../../../core/training/report.js';

export interface FlipGroup {
  readonly title: string;
  readonly hint: string;
  readonly flips: readonly Flip[];
}

/** By what a flip means for the curator; groups without one are left out. */
export function groupFlips(flips: readonly Flip[]): readonly FlipGroup[] {
  const groups: readonly FlipGroup[] = [
    {
      title: 'Broken',
      hint: 'The first candidate was what you decided, and is not any more.',
      flips: flips.filter(({ verdict }) => verdict === 'broken'),
    },
    {
      title: 'Mended',
      hint: 'The first candidate was not what you decided, and is now.',
      flips: flips.filter(({ verdict }) => verdict === 'mended'),
    },
    {
      title: 'Undecided',
      hint: 'Mentions that you have not decided yet, with another candidate first.',
      flips: flips.filter(({ verdict, part }) => verdict === null && part === 'undecided'),
    },
    {
      title: 'Wrong either way',
      hint: 'Another candidate stands first now, and it is not what you decided either.',
      flips: flips.filter(({ verdict, part }) => verdict === null && part !== 'undecided'),
    },
  ];
  return groups.filter(({ flips: group }) => group.length > 0);
}
