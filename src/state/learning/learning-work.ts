/** The work of learning, loaded when the page is up: what `learning-commands.ts` hands on. */
import type { Sha256 } from '../../core/ids.js';
import type { Place } from '../../core/training/job.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import { notify, type Context } from '../context.js';
import { goToPlace } from '../go-to-place.js';
import { goTo } from '../navigate.js';
import { createExclusions, type ExclusionCommands } from './exclude.js';
import { keepRun } from './keep.js';
import type { LearningParts } from './learning-commands.js';
import { changeProposeAfter, changeSettings, restoreSettings } from './learning-settings.js';
import { watchForProposal } from './proposal.js';
import { createRun, type RunCommands } from './run.js';
import { train } from './train.js';
import { createTransfer, type TransferCommands } from './transfer.js';
import { createVersions, type VersionCommands } from './versions.js';

export interface LearningWork {
  readonly exclusions: ExclusionCommands;
  readonly versions: VersionCommands;
  readonly run: RunCommands;
  readonly transfer: TransferCommands;
  /** Reads settings, what was imported, and a run that was left behind. */
  restore(): Promise<void>;
  changeSettings(settings: TrainingSettings): Promise<void>;
  changeProposeAfter(pairs: number): Promise<void>;
  train(parent: Sha256 | null): Promise<void>;
  keep(name: string, isUsed: boolean): Promise<void>;
  keepTraining(name: string, epochs: number): Promise<void>;
  showPlace(place: Place): Promise<void>;
}

export function createLearningWork(context: Context, { engines, pace, open }: LearningParts): LearningWork {
  const { store, services } = context;
  const { teaching } = services.learning;
  const versions = createVersions(context, engines);
  const run = createRun(context, pace);

  return {
    exclusions: createExclusions(context),
    versions,
    run,
    transfer: createTransfer(context, versions),
    async restore() {
      const [importedPairs, gold] = await Promise.all([
        teaching.pairs(),
        teaching.gold(),
        restoreSettings(context),
        run.restore(),
      ]);
      store.setState({ importedPairs, gold });
      await watchForProposal(context, () => {
        goTo(context, 'learning');
        store.setState({ learningTab: 'train' });
      });
    },
    changeSettings: (settings) => changeSettings(context, settings),
    changeProposeAfter: (pairs) => changeProposeAfter(context, pairs),
    train: (parent) => train(context, run, parent, store.getState().trainingSettings),
    async keep(name, isUsed) {
      await keepRun(context, { versions, run }, name, isUsed);
    },
    async keepTraining(name, epochs) {
      const { training } = store.getState();
      const kept = await keepRun(context, { versions, run }, name, false);
      if (kept === null || training === null) return;
      await train(context, run, kept, { ...training.job.settings, epochs });
    },
    async showPlace(place) {
      if (!(await goToPlace(context, place, open))) notify(context, 'info', GONE);
    },
  };
}

const GONE =
  'The document of this mention is not on the list any more. Its decisions are kept in the log. Import the document again to see it.';
