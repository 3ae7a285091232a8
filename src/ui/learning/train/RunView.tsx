import type { RunUnderWay } from '../../../state/learning/learning-state.js';
import { useApp, useAppState } from '../../app-context.js';
import { progressWords } from '../../progress-words.js';
import { BACKENDS } from '../../status-words.js';
import { taskWords } from '../../task-words.js';
import { Curves } from '../charts/Curves.js';
import { SlowDowns } from './SlowDowns.js';

/** A run on its way: how far, how long, on what, and the curves so far. */
export function RunView({ run }: { readonly run: RunUnderWay }) {
  const app = useApp();
  const { progress, isPaused, backend, safeSteps, job } = run;
  const task = useAppState(({ tasks }) => tasks.find((each) => each.progress === progress));
  return (
    <section className="part" aria-labelledby="learning-run">
      <h3 id="learning-run">{isPaused ? 'Training is paused' : 'Training'}</h3>
      <div className="run-line">
        <progress
          className="task-bar run-bar"
          aria-label="Training"
          max={progress.total || 1}
          {...(progress.total > 0 ? { value: progress.done } : {})}
        />
        <p className="run-words">{task ? taskWords(task) : progressWords(progress)}</p>
        <div className="run-tools">
          <button type="button" className="button" onClick={() => app.pauseTraining(!isPaused)}>
            {isPaused ? 'Resume' : 'Pause'}
          </button>
          <button type="button" className="button" onClick={app.cancelTraining}>
            Stop
          </button>
        </div>
      </div>
      <p className="quiet part-lead">
        You can go on deciding: training makes room while mentions are linked.{' '}
        {backend ? `${placeWords(backend)} ` : ''}
        {safeSteps > 0
          ? `Stored up to step ${safeSteps.toLocaleString('en')}: closing the tab loses nothing before it.`
          : 'Nothing is stored of this run yet.'}
      </p>
      <SlowDowns run={run} />
      <Curves curve={run.curve} steps={run.steps} loss={job.settings.loss} />
    </section>
  );
}

/** "It runs on WASM with 2 threads." A reason that does not begin with the name is a sentence of its own. */
function placeWords({ backend, reason }: NonNullable<RunUnderWay['backend']>): string {
  const name = BACKENDS[backend];
  return reason.startsWith(name) ? `It runs on ${reason}.` : `It runs on ${name}. ${sentence(reason)}`;
}

/** Reasons come as parts of a sentence. */
function sentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
