import type { Flip } from '../../../core/training/report.js';
import { groupFlips } from './group-flips.js';
import { FlipList } from './FlipList.js';

/** Mentions whose first candidate is another one now, those that matter most first. */
export function Flips({ flips }: { readonly flips: readonly Flip[] }) {
  if (flips.length === 0)
    return <p className="page-empty">No mention of yours has another first candidate now.</p>;
  return (
    <>
      {groupFlips(flips).map(({ title, hint, flips: group }) => (
        <FlipList key={title} title={title} hint={hint} flips={group} />
      ))}
    </>
  );
}
