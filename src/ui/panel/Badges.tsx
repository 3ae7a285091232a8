import type { Evidence } from '../../core/link/linker.js';
import { badgesOf } from './badges.js';

/** What fits into a row beside the id; the card holds all of it. */
const SHOWN = 2;

interface BadgesProps {
  /** For `aria-describedby`. */
  readonly id: string;
  readonly evidence: Evidence;
}

/** Why a candidate is where it is: the strongest in sight, all of it for screen readers and under the mouse. */
export function Badges({ id, evidence }: BadgesProps) {
  const badges = badgesOf(evidence);
  const more = badges.length - SHOWN;
  return (
    <>
      <span id={id} hidden>
        {badges.join(', ')}
      </span>
      {badges.slice(0, SHOWN).map((badge) => (
        <span key={badge} className="badge">
          {badge}
        </span>
      ))}
      {more > 0 && (
        <span className="badges-more" title={badges.slice(SHOWN).join(', ')}>
          +{more}
        </span>
      )}
    </>
  );
}
