/** Everything that may be done about learning, as the screen calls it. */
import type { DocumentId, Sha256 } from '../../core/ids.js';
import type { Place } from '../../core/training/job.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import type { Context } from '../context.js';
import type { Engines } from '../engines.js';
import type { ExportedFile } from '../exports.js';
import { goTo } from '../navigate.js';
import type { Queue } from '../queue.js';
import type { ChosenFile } from '../read-files.js';
import type { LearningTab } from './learning-state.js';
import type { LearningWork } from './learning-work.js';
import type { Pace } from './pace.js';
import { restoreVersions } from './version-in-use.js';

export interface LearningMethods {
  /** Shows the page of learning, or a part of it. */
  readonly openLearning: (tab?: LearningTab) => void;
  readonly excludePair: (key: string) => void;
  readonly includePair: (key: string) => void;
  readonly excludeDocument: (id: DocumentId) => void;
  readonly includeDocument: (id: DocumentId) => void;
  /** Lets some pairs in and leaves others out, in one step. */
  readonly preferPairs: (included: readonly string[], excluded: readonly string[]) => void;
  /** What was dropped on the page: a version of the model, or pairs. */
  readonly importLearning: (files: readonly File[]) => void;
  readonly importPairs: (files: readonly ChosenFile[]) => void;
  /** Takes out again what the import that is shown brought. */
  readonly takeBackPairs: () => void;
  readonly closePairsImport: () => void;
  /** Files whose documents are judged on; none for no gold set. */
  readonly importGold: (files: readonly ChosenFile[]) => void;
  readonly changeTraining: (settings: TrainingSettings) => void;
  readonly setProposeAfter: (pairs: number) => void;
  /** Starts a run from the base model (null) or a version. */
  readonly train: (parent: Sha256 | null) => void;
  readonly continueTraining: () => void;
  readonly pauseTraining: (isPaused: boolean) => void;
  readonly cancelTraining: () => void;
  readonly discardTraining: () => void;
  readonly keepVersion: (name: string, isUsed: boolean) => void;
  /** Keeps what was trained, and trains on from it. */
  readonly keepTraining: (name: string, epochs: number) => void;
  /** Null for the base model. */
  readonly useVersion: (hash: Sha256 | null) => void;
  readonly renameVersion: (hash: Sha256, name: string) => void;
  readonly removeVersion: (hash: Sha256) => void;
  readonly exportVersion: (hash: Sha256, take: (file: ExportedFile<Uint8Array<ArrayBuffer>>) => void) => void;
  readonly importVersion: (files: readonly File[]) => void;
  /** Goes to a mention. */
  readonly showPlace: (place: Place) => void;
}

/** What the work of learning stands on. */
export interface LearningParts {
  readonly engines: Engines;
  readonly pace: Pace;
  /** Shows another document. */
  readonly open: (id: DocumentId) => Promise<void>;
}

export interface LearningCommands {
  readonly methods: LearningMethods;
  /** Reads which version is in use; before the model is loaded. */
  readonly restore: () => Promise<void>;
  /** Reads all else that was kept; need not be waited for. */
  readonly begin: () => Promise<void>;
}

/** A zip, or a file of PEFT. */
const VERSION_FILE = /\.(zip|safetensors)$|adapter_config\.json$/i;

/** @param aside starts what need not wait for the commands before it */
export function createLearning(
  context: Context,
  parts: LearningParts,
  queue: Pick<Queue, 'run'>,
  aside: (work: Promise<unknown>) => void,
): LearningCommands {
  const { store } = context;
  let loading: Promise<LearningWork> | null = null;
  // Not needed for the first document: it comes when the page is up.
  const work = (): Promise<LearningWork> => {
    loading ??= import('./learning-work.js').then(({ createLearningWork }) =>
      createLearningWork(context, parts),
    );
    return loading;
  };
  const now = (command: (work: LearningWork) => unknown): void =>
    aside(work().then((loaded) => command(loaded)));
  /** In its turn among the curator's commands. */
  const inTurn = (command: (work: LearningWork) => unknown): void =>
    queue.run(async () => command(await work()));

  const methods: LearningMethods = {
    openLearning(tab) {
      goTo(context, 'learning');
      if (tab) store.setState({ learningTab: tab });
      now(({ versions }) => versions.refresh());
    },
    excludePair: (key) => inTurn(({ exclusions }) => exclusions.excludePair(key)),
    includePair: (key) => inTurn(({ exclusions }) => exclusions.includePair(key)),
    excludeDocument: (id) => inTurn(({ exclusions }) => exclusions.excludeDocument(id)),
    includeDocument: (id) => inTurn(({ exclusions }) => exclusions.includeDocument(id)),
    preferPairs: (included, excluded) => inTurn(({ exclusions }) => exclusions.prefer(included, excluded)),
    importLearning(files) {
      if (files.some(({ name }) => VERSION_FILE.test(name))) methods.importVersion(files);
      else methods.importPairs(files);
    },
    importPairs: (files) => now(({ transfer }) => transfer.importPairs(files)),
    takeBackPairs: () => now(({ transfer }) => transfer.takeBackPairs()),
    closePairsImport: () => store.setState({ pairsImport: null }),
    importGold: (files) => now(({ transfer }) => transfer.importGold(files)),
    changeTraining: (settings) => now((loaded) => loaded.changeSettings(settings)),
    setProposeAfter: (pairs) => now((loaded) => loaded.changeProposeAfter(pairs)),
    train: (parent) => now((loaded) => loaded.train(parent)),
    continueTraining: () => now(({ run }) => run.goOn()),
    pauseTraining: (isPaused) => now(({ run }) => run.pause(isPaused)),
    cancelTraining: () => now(({ run }) => run.cancel()),
    discardTraining: () => now(({ run }) => run.discard()),
    keepVersion: (name, isUsed) => now((loaded) => loaded.keep(name, isUsed)),
    keepTraining: (name, epochs) => now((loaded) => loaded.keepTraining(name, epochs)),
    useVersion: (hash) => now(({ versions }) => versions.use(hash)),
    renameVersion: (hash, name) => now(({ versions }) => versions.rename(hash, name)),
    removeVersion: (hash) => now(({ versions }) => versions.remove(hash)),
    exportVersion: (hash, take) =>
      now(async ({ transfer }) => {
        const file = await transfer.exportVersion(hash);
        if (file) take(file);
      }),
    importVersion: (files) => now(({ transfer }) => transfer.importVersion(files)),
    showPlace: (place) => inTurn((loaded) => loaded.showPlace(place)),
  };
  return {
    methods,
    restore: () => restoreVersions(context),
    begin: async () => (await work()).restore(),
  };
}
