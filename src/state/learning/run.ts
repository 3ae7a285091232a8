/** A run of training on its way: begun, paused, stopped, gone on with. What the worker tells is on the screen. */
import type { Progress } from '../../core/progress.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { TrainingJob } from '../../core/training/job.js';
import type { TrainingNews, TrainingOutcome } from '../../rpc/protocol.js';
import { announce, dismissNotice, isAborted, notify, withTask, wordsOf, type Context } from '../context.js';
import { goTo } from '../navigate.js';
import type { InterruptedRun, RunUnderWay } from './learning-state.js';
import type { Pace } from './pace.js';
import { fileOfVersion } from './version-in-use.js';

export interface RunCommands {
  /** Offers the run that a closed tab left behind. */
  restore(): Promise<void>;
  start(job: TrainingJob): Promise<void>;
  /** Goes on with the interrupted run from its last checkpoint. */
  goOn(): Promise<void>;
  pause(isPaused: boolean): void;
  /** Stops it; its last checkpoint stays. */
  cancel(): void;
  /** Parts with the run that is interrupted or judged. */
  discard(): Promise<void>;
  /** It was kept: nothing of it needs to go on. */
  forget(): Promise<void>;
}

export function createRun(context: Context, pace: Pace): RunCommands {
  const { store, services } = context;
  const { runs } = services.learning;
  let abort = new AbortController();
  let showProgress: (progress: Progress) => void = () => undefined;

  const change = (part: (run: RunUnderWay) => Partial<RunUnderWay>): void =>
    store.setState(({ training }) =>
      training?.stage === 'running' ? { training: { ...training, ...part(training) } } : {},
    );

  const hear = (news: TrainingNews): void => {
    switch (news.kind) {
      case 'point':
        change(({ curve }) => ({ curve: [...curve, news.point], steps: news.steps }));
        break;
      case 'backend':
        change(() => ({ backend: { backend: news.backend, reason: news.reason } }));
        break;
      case 'checkpoint':
        if (news.kept) change(() => ({ safeSteps: news.step, notKept: null }));
        else tellNotKept(news.reason);
    }
  };

  /** Once for a run: the next checkpoint may find room again. */
  const tellNotKept = (reason: string | null): void => {
    const { training } = store.getState();
    if (training?.stage !== 'running') return;
    const why = reason ?? 'The browser did not say why.';
    if (training.notKept === null) notify(context, 'error', notKept(why, training.safeSteps));
    change(() => ({ notKept: why }));
  };

  const interrupt = (why: string | null): void =>
    store.setState(({ training }) => {
      if (training?.stage !== 'running') return {};
      const { job, curve, steps, safeSteps } = training;
      const kept = curve.filter(({ step }) => step <= safeSteps);
      return { training: { stage: 'interrupted', job, curve: kept, steps, safeSteps, why } };
    });

  /** Who is elsewhere is shown the way. */
  const tellDone = (): void => {
    announce(context, DONE);
    if (store.getState().page === 'learning') return;
    const notice = notify(context, 'info', DONE, {
      label: 'See the report',
      run() {
        goTo(context, 'learning');
        store.setState({ learningTab: 'train' });
      },
    });
    const stop = store.subscribe(({ page }) => {
      if (page !== 'learning') return;
      stop();
      dismissNotice(context, notice);
    });
  };

  const ask = async (
    job: TrainingJob,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ): Promise<TrainingOutcome> => {
    const { model, project } = store.getState();
    const parentFile = job.parent === null ? null : await fileOfVersion(context, job.parent);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<TrainingNews>) => hear(data);
    showProgress = (progress) => {
      onProgress(progress);
      change(() => ({ progress }));
    };
    pace.begin();
    try {
      return await services.training.call(
        'train',
        {
          job,
          parentFile,
          modelUrl: services.urls.model,
          prefer: model?.backend ?? null,
          project,
          news: port2,
        },
        { signal, onProgress: showProgress, transfer: [port2] },
      );
    } finally {
      pace.end();
      port1.close();
    }
  };

  const train = async (run: RunUnderWay): Promise<void> => {
    const release = await services.claimTraining();
    if (!release) {
      notify(context, 'error', OTHER_TAB);
      return;
    }
    const mine = (abort = new AbortController());
    store.setState({ training: run });
    try {
      const outcome = await withTask(context, run.progress, mine, (options) => ask(run.job, options));
      store.setState({ training: { stage: 'judged', job: run.job, outcome } });
      tellDone();
    } catch (error) {
      if (isAborted(error)) {
        interrupt(null);
        announce(context, 'Training was stopped.');
      } else {
        const why = wordsOf(error);
        interrupt(why);
        notify(context, 'error', stopped(why), { label: 'Continue', run: () => void commands.goOn() });
      }
    } finally {
      release();
    }
  };

  services.watchSurroundings(({ isHidden, isOnBattery }) => {
    store.setState({ isOnBattery });
    if (isHidden) change(() => ({ wasHidden: true }));
  });

  const commands: RunCommands = {
    async restore() {
      // A run of another tab is under way there, not left behind.
      const release = await services.claimTraining();
      if (!release) return;
      release();
      const kept = await runs.load();
      if (!kept || store.getState().training !== null) return;
      store.setState({ training: interruptedRun(kept.job, kept.checkpoint) });
    },
    async start(job) {
      if (store.getState().training === null) await train(runOf(job));
    },
    async goOn() {
      const { training } = store.getState();
      if (training?.stage !== 'interrupted') return;
      const { job, curve, steps, safeSteps } = training;
      await train({ ...runOf(job), curve, steps, safeSteps });
    },
    pause(isPaused) {
      const { training } = store.getState();
      if (training?.stage !== 'running' || training.isPaused === isPaused) return;
      pace.pause(isPaused);
      change(() => ({ isPaused }));
      // In the bar, too; when it goes on, the worker says what it does.
      if (isPaused) showProgress({ ...training.progress, task: 'Training is paused' });
      announce(context, isPaused ? 'Training is paused.' : 'Training goes on.');
    },
    cancel: () => abort.abort(),
    async discard() {
      const release = await services.claimTraining();
      if (!release) {
        notify(context, 'error', OTHER_TAB);
        return;
      }
      release();
      await commands.forget();
      announce(context, 'The run was discarded. The model in use is as it was.');
    },
    async forget() {
      const { training } = store.getState();
      if (training === null || training.stage === 'running') return;
      await runs.clear();
      store.setState({ training: null });
    },
  };
  return commands;
}

function runOf(job: TrainingJob): RunUnderWay {
  return {
    stage: 'running',
    job,
    curve: [],
    steps: 0,
    safeSteps: 0,
    progress: { task: 'Preparing to train', done: 0, total: 0, unit: 'steps' },
    isPaused: false,
    wasHidden: false,
    backend: null,
    notKept: null,
  };
}

function interruptedRun(job: TrainingJob, checkpoint: Checkpoint | null): InterruptedRun {
  return {
    stage: 'interrupted',
    job,
    curve: checkpoint?.curve ?? [],
    steps: 0,
    safeSteps: checkpoint?.step ?? 0,
    why: null,
  };
}

const DONE = 'Training is done. Nothing is kept yet: its report says what it did.';
const OTHER_TAB =
  'Another tab of Seraph is training, and one trains at a time. Nothing was changed. Wait until it is done, or stop it there.';

function notKept(why: string, safeSteps: number): string {
  const from = safeSteps === 0 ? 'from the beginning' : `from step ${safeSteps}`;
  return `How far training came could not be stored. ${why} Training goes on and the model in use is as it was; if this tab closes before there is room, training begins again ${from}.`;
}

function stopped(why: string): string {
  return `Training stopped. ${why} The model in use is as it was. Continue from the last step that was stored.`;
}
