import { useId, useState } from 'react';
import type { JudgedRun } from '../../../state/learning/learning-state.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Confirm } from '../Confirm.js';
import { dayAndTime } from '../figures.js';
import { MoreEpochs } from './MoreEpochs.js';
import { lossOfKnown } from './report-words.js';

/** Keep it, use it, part with it, or train on from it. */
export function KeepForm({ run }: { readonly run: JudgedRun }) {
  const app = useApp();
  const id = useId();
  const { job, outcome } = run;
  const [name, setName] = useState(`${dayAndTime(job.time)}, ${counted(job.training.length, 'pair')}`);
  const [asking, setAsking] = useState<'use' | 'discard' | null>(null);
  const lost = lossOfKnown(outcome.report.figures);
  const close = (): void => setAsking(null);
  const keep = (isUsed: boolean): void => app.keepVersion(name, isUsed);
  return (
    <form
      className="keep"
      onSubmit={(event) => {
        event.preventDefault();
        keep(lost === null);
      }}
    >
      {lost !== null && (
        <p className="part-lead warning" role="note">
          {lost}
        </p>
      )}
      <label className="form-stack keep-name" htmlFor={id}>
        Name of this version
        <input
          id={id}
          className="field"
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <div className="part-tools">
        {lost === null ? (
          <>
            <button type="submit" className="button button-main">
              Keep and use
            </button>
            <button type="button" className="button" onClick={() => keep(false)}>
              Keep
            </button>
          </>
        ) : (
          <>
            <button type="submit" className="button button-main">
              Keep
            </button>
            <button type="button" className="button" onClick={() => setAsking('use')}>
              Keep and use
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => setAsking('discard')}>
          Discard
        </button>
        <span className="spring" />
        <MoreEpochs onTrain={(epochs) => app.keepTraining(name, epochs)} />
      </div>
      {asking === 'use' && (
        <Confirm
          title="Use a version that lost what it knew?"
          action="Keep and use"
          onConfirm={() => keep(true)}
          onClose={close}
        >
          {lost} You can go back to the base model at any time.
        </Confirm>
      )}
      {asking === 'discard' && (
        <Confirm
          title="Discard what was trained?"
          action="Discard"
          onConfirm={app.discardTraining}
          onClose={close}
        >
          The version and its report are lost. Pairs, decisions and the model in use stay as they are.
        </Confirm>
      )}
    </form>
  );
}
