import type { Candidate } from '../../core/link/linker.js';
import type { MentionView } from '../../state/document-view.js';

/** Why a concept is offered, in sentences, strongest first. `candidate` is undefined for one that was searched for. */
export function reasonsFor(mention: MentionView, candidate: Candidate | undefined): readonly string[] {
  if (!candidate) return ['You chose it from the search.'];
  const { exact, abbreviation, remembered, generated } = candidate.evidence;
  const { longForm } = mention.mention;
  const reasons: string[] = [];
  if (remembered > 0) {
    reasons.push(`You linked these words to it ${remembered === 1 ? 'once' : `${remembered} times`} before.`);
  }
  if (exact) reasons.push(`${abbreviation ? 'The long form' : 'The text'} is one of its names.`);
  else if (abbreviation && longForm !== undefined) reasons.push(`Read as “${longForm}”.`);
  if (generated !== undefined) {
    reasons.push(`The model wrote “${candidate.name}” (mean log-probability ${generated.toFixed(2)}).`);
  }
  if (reasons.length === 0) reasons.push('One of its names is close to the text.');
  return reasons;
}
