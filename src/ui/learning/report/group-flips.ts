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
      hint: 'You decided these; it was right at first and is not any more.',
      flips: flips.filter(({ verdict }) => verdict === 'broken'),
    },
    {
      title: 'Mended',
      hint: 'You decided these; it was wrong at first and is right now.',
      flips: flips.filter(({ verdict }) => verdict === 'mended'),
    },
    {
      title: 'Undecided',
      hint: 'Another candidate would stand first.',
      flips: flips.filter(({ verdict, part }) => verdict === null && part === 'undecided'),
    },
    {
      title: 'Wrong either way',
      hint: 'You decided these; another candidate stands first now, and it is not yours.',
      flips: flips.filter(({ verdict, part }) => verdict === null && part !== 'undecided'),
    },
  ];
  return groups.filter(({ flips: group }) => group.length > 0);
}
