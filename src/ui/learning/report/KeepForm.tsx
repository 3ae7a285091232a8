import { useId, useState } from 'react';
import type { JudgedRun } from '../../../state/learning/learning-state.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Confirm } from '../Confirm.js';
import { day } from '../figures.js';
import { MoreEpochs } from './MoreEpochs.js';
import { isUnchanged, lossOfKnown } from './report-words.js';

const CHOICES = ['use', 'keep', 'discard'] as const;
type Choice = (typeof CHOICES)[number];

const LABELS: Readonly<Record<Choice, string>> = { use: 'Keep and use', keep: 'Keep', discard: 'Discard' };

/** Keep it, use it, part with it, or train on from it. */
export function KeepForm({ run }: { readonly run: JudgedRun }) {
  const app = useApp();
  const id = useId();
  const { job, outcome } = run;
  const [name, setName] = useState(`${day(job.time)}, ${counted(job.training.length, 'pair')}`);
  const [asking, setAsking] = useState<'use' | 'discard' | null>(null);
  const lost = lossOfKnown(outcome.report.figures);
  const isSame = isUnchanged(outcome.report);
  const close = (): void => setAsking(null);
  const keep = (isUsed: boolean): void => app.keepVersion(name, isUsed);
  const act: Readonly<Record<Choice, () => void>> = {
    use: () => (lost === null ? keep(true) : setAsking('use')),
    keep: () => keep(false),
    discard: () => setAsking('discard'),
  };
  const usual: Choice = isSame ? 'discard' : lost === null ? 'use' : 'keep';
  const entered = usual === 'discard' ? 'keep' : usual;
  return (
    <form
      className="keep"
      onSubmit={(event) => {
        event.preventDefault();
        act[entered]();
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
        {[usual, ...CHOICES.filter((choice) => choice !== usual)].map((choice) => (
          <button
            key={choice}
            // Enter in the field of the name keeps it, whatever stands first.
            type={choice === entered ? 'submit' : 'button'}
            className={`button ${choice === usual ? 'button-main' : ''}`}
            onClick={choice === entered ? undefined : act[choice]}
          >
            {LABELS[choice]}
          </button>
        ))}
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
