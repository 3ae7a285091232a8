import type { TrainingSet } from '../../../core/preference/training-set.js';
import { isTrainedOn } from '../../../core/preference/training-set.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';

/** Fewer pairs than this teach one or two concepts, and little else. */
const FEW = 10;

/** What a run would learn from and be judged on, and what is missing. */
export function DataSummary({ set }: { readonly set: TrainingSet }) {
  const app = useApp();
  const { training, heldOut, concepts, contradicted } = set.counts;
  const documents = new Set(set.entries.filter(isTrainedOn).map(({ pair, key }) => pair.documentId ?? key))
    .size;
  const missing = [
    training === 0 &&
      (heldOut > 0
        ? 'All pairs are of documents that are held out: lower the share held out, or decide in another document.'
        : 'Every pair is left out: let some in.'),
    training > 0 &&
      training < FEW &&
      `With fewer than ${FEW} pairs there is little to learn; the report will say so.`,
    heldOut === 0 &&
      'There are no held-out pairs: the report cannot say whether it generalises. Decide in more documents, or import a gold set.',
    contradicted > 0 && `${counted(contradicted, 'pair')} contradicted by newer ones will not be trained on.`,
  ].filter((line) => line !== false);
  return (
    <>
      <p className="part-lead">
        {counted(training, 'pair')} of {counted(documents, 'document')} to train on, for{' '}
        {counted(concepts, 'concept')}; {counted(heldOut, 'pair')} of other documents held out to judge on.{' '}
        <button type="button" className="link" onClick={() => app.openLearning('pairs')}>
          See the pairs
        </button>
      </p>
      {missing.length > 0 && (
        <ul className="asides" aria-label="About the data">
          {missing.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
