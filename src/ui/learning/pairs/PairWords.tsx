import type { TrainingSetEntry } from '../../../core/preference/training-set.js';

/** Characters shown on each side. */
const AROUND = 44;

/** The mention in the words around it. */
export function PairWords({ pair }: Pick<TrainingSetEntry, 'pair'>) {
  const { contextBefore, mentionText, longForm, contextAfter } = pair;
  return (
    <>
      {lastWords(contextBefore)}
      <strong>{mentionText}</strong>
      {longForm !== null && <span className="quiet"> ({longForm})</span>}
      {firstWords(contextAfter)}
    </>
  );
}

/** Whole words; of a text without spaces, what has room. */
function lastWords(text: string): string {
  if (text.length <= AROUND) return text;
  const cut = text.slice(-AROUND);
  return `… ${cut.slice(cut.search(/\s\S/) + 1)}`;
}

function firstWords(text: string): string {
  if (text.length <= AROUND) return text;
  const cut = text.slice(0, AROUND);
  return `${cut.slice(0, cut.search(/\s\S*$/) + 1 || undefined).trimEnd()} …`;
}
