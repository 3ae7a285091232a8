import type { Evidence } from '../../core/link/linker.js';

/** Why a candidate is where it is, in a word or two each, the strongest first; the card says the same in sentences. */
export function badgesOf(evidence: Evidence): readonly string[] {
  const { remembered, exact, near, meaning, nearRemembered, otherName } = evidence;
  const { inDocument = 0, part, abbreviation } = evidence;
  const badges = [
    remembered > 0 && `remembered ${remembered}×`,
    exact && 'exact',
    nearRemembered && 'similar decision',
    near && 'similar name',
    meaning && 'near meaning',
    otherName && 'other vocabulary',
    part !== undefined && 'one of several',
    inDocument > 0 && `in this text ${inDocument}×`,
    abbreviation && 'abbreviation',
  ];
  return badges.filter((badge) => typeof badge === 'string');
}
