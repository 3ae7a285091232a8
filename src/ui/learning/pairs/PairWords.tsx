import type { TrainingSetEntry } from '../../../core/preference/training-set.js';

/** Characters shown on each side. */
const AROUND = 44;

/** The mention in the words around it. */
export function PairWords({ pair }: Pick<TrainingSetEntry, 'pair'>) {
  const { contextBefore, mentionText, longForm, contextAfter } = pair;
  return (
    <>
      {contextBefore.length > AROUND && '…'}
      {contextBefore.slice(-AROUND)}
      <strong>{mentionText}</strong>
      {longForm !== null && <span className="quiet"> ({longForm})</span>}
      {contextAfter.slice(0, AROUND)}
      {contextAfter.length > AROUND && '…'}
    </>
  );
}
