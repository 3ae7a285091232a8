import type { Candidate, NearText } from '../../core/link/linker.js';
import type { MentionView } from '../../state/document-view.js';

/** Why a concept is offered, in sentences, strongest first. `candidate` is undefined for one that was searched for. */
export function reasonsFor(
  { mention: { longForm } }: Pick<MentionView, 'mention'>,
  candidate: Candidate | undefined,
): readonly string[] {
  if (!candidate) return ['You chose it from the search.'];
  const { exact, abbreviation, remembered, generated } = candidate.evidence;
  const { near, meaning, nearRemembered, otherName, inDocument = 0, part } = candidate.evidence;
  const reasons: string[] = [];
  if (remembered > 0) {
    reasons.push(`You linked these words to it ${remembered === 1 ? 'once' : `${remembered} times`} before.`);
  }
  if (part !== undefined) reasons.push(`The text names several things at once; this is for “${part}”.`);
  if (exact) reasons.push(`${abbreviation ? 'The long form' : 'The text'} is one of its names.`);
  else if (abbreviation && longForm !== undefined) reasons.push(`Read as “${longForm}”.`);
  if (nearRemembered) reasons.push(`You linked “${nearRemembered.text}” to it, ${likeness(nearRemembered)}.`);
  if (near) reasons.push(`Its name “${near.text}” is near, ${likeness(near)}.`);
  if (meaning) {
    const nearness = Math.min(0.99, meaning.similarity).toFixed(2);
    reasons.push(
      `The model reads its name “${meaning.text}” as near in meaning (${nearness}\u00a0of\u00a01).`,
    );
  }
  if (otherName) {
    reasons.push(
      isEqual(otherName)
        ? `Another vocabulary calls it “${otherName.text}”.`
        : `Another vocabulary calls it “${otherName.text}”, ${likeness(otherName)}.`,
    );
  }
  if (inDocument > 0) {
    const others =
      inDocument === 1 ? 'Another mention speaks' : `${inDocument.toLocaleString('en')} other mentions speak`;
    reasons.push(`${others} for it in this document.`);
  }
  if (generated !== undefined) {
    // A true minus: a hyphen would be left behind at the end of a line.
    const mean = generated.toFixed(2).replace('-', '−');
    reasons.push(`The model wrote “${candidate.name}” (mean log-probability ${mean}).`);
  }
  if (reasons.length === 0) reasons.push('One of its names is close to the text.');
  return reasons;
}

/** But for case, number and spelling: what rounds to wholly alike is so. */
function isEqual({ similarity }: NearText): boolean {
  return similarity > 0.999;
}

/** How alike by their letters: what is not equal is never said to be wholly so. */
function likeness({ similarity }: NearText): string {
  return `${Math.min(99, Math.round(similarity * 100))} % alike by its letters`;
}
