import { useState } from 'react';
import type { InterruptedRun } from '../../../state/learning/learning-state.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Curves } from '../charts/Curves.js';
import { Confirm } from '../Confirm.js';
import { dayAndTime } from '../figures.js';

/** A run that stopped on its way: go on with it, or part with it. */
export function InterruptedView({ run }: { readonly run: InterruptedRun }) {
  const app = useApp();
  const [isAsking, setAsking] = useState(false);
  const { job, safeSteps, steps, why, curve } = run;
  const far =
    safeSteps === 0
      ? 'No step of it was stored, so it would begin again.'
      : `${counted(safeSteps, 'step')}${steps > 0 ? ` of ${steps.toLocaleString('en')}` : ''} of it ${safeSteps === 1 ? 'is' : 'are'} stored.`;
  return (
    <section className="part" aria-labelledby="learning-run">
      <h3 id="learning-run">Training was interrupted</h3>
      <p className="part-lead">
        The run of {dayAndTime(job.time)}, on {counted(job.training.length, 'pair')}, is not done. {far} The
        model in use is as it was.
      </p>
      {why !== null && <p className="part-lead quiet">What stopped it: {why}</p>}
      <div className="part-tools">
        <button type="button" className="button button-main" onClick={app.continueTraining}>
          Continue
        </button>
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Discard
        </button>
      </div>
      <Curves curve={curve} steps={steps} loss={job.settings.loss} />
      {isAsking && (
        <Confirm
          title="Discard this run?"
          action="Discard"
          onConfirm={app.discardTraining}
          onClose={() => setAsking(false)}
        >
          What it learnt so far is lost. Pairs, decisions and versions stay.
        </Confirm>
      )}
    </section>
  );
}
