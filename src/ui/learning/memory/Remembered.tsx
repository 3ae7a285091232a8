import { useMemo } from 'react';
import { memoryOf } from '../../../core/decision/fold.js';
import { useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { ContributionsTable } from '../report/ContributionsTable.js';

/** What memory does, and what training adds to it, as the last report measured. */
export function Remembered() {
  const events = useAppState((state) => state.events);
  const texts = useMemo(() => memoryOf(events).size, [events]);
  const judged = useAppState(({ training }) =>
    training?.stage === 'judged' ? training.outcome.report.figures.contributions : null,
  );
  const kept = useAppState(
    ({ versions, version }) =>
      (versions.find(({ hash }) => hash === version) ?? versions.at(-1))?.training?.figures.contributions ??
      null,
  );
  const contributions = judged ?? kept;
  return (
    <section className="part" aria-labelledby="learning-memory">
      <h3 id="learning-memory">Learnt at once</h3>
      <p className="part-lead">
        {texts === 0
          ? 'What you decide is remembered from the next mention on: the same words, and words like them, are offered the concept that you chose. Decide a mention, and it begins.'
          : `Your decisions are remembered: ${counted(texts, 'text')} and the concepts that you chose for them. The same words, and words like them, are offered these concepts from the next mention on.`}{' '}
        Training is for the rest: it changes the model itself, so that mentions which you never saw profit,
        too.
      </p>
      {contributions ? (
        <ContributionsTable contributions={contributions} />
      ) : (
        <p className="quiet part-lead">
          After training, a table here says apart what memory and what training bring.
        </p>
      )}
    </section>
  );
}
