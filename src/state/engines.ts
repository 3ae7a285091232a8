/** Starting the two workers: the project's knowledge bases and the model load side by side, then meet. */
import type { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { Project } from '../core/project/project.js';
import type { Backend } from '../rpc/protocol.js';
import { announce, isAborted, notify, withTask, wordsOf, type Context } from './context.js';
import { prepareSearch } from './kbs/prepare-search.js';
import { findStarter } from './kbs/starter.js';
import { chooseVersion, loadedWithVersion, putOn } from './learning/version-in-use.js';
import { isLoss } from './loss.js';
import type { Pipeline } from './pipeline.js';

export interface Engines {
  /** Reads what the project uses, and puts it in place of what was read before. The newest call counts. */
  openProject(): Promise<void>;
  loadModel(prefer?: Backend): Promise<void>;
  /** Links with a version from now on, or with the base model (null); false, with a message, when it cannot. */
  useVersion(version: Sha256 | null): Promise<boolean>;
  /** The knowledge bases' worker cannot answer any more: says so, and offers to read them again. */
  kbLost(error: SeraphError): void;
  /** The model's worker or its device cannot answer any more: says so, and offers to load the model again. */
  modelLost(error: SeraphError): void;
}

export function createEngines(context: Context, pipeline: Pipeline): Engines {
  const { store, services } = context;
  let opening = new AbortController();
  /** The one that is opened: the curator may have gone on. */
  let project: Project | null = null;

  /** Both are needed, whichever came last. */
  const meet = async (): Promise<void> => {
    const { opened, model } = store.getState();
    const used = project;
    if (!opened || !model || !used) return;
    const total = opened.kbs.reduce((sum, { info }) => sum + info.nameCount, 0);
    const first = { task: 'Handing the names to the model', done: 0, total, unit: 'names' } as const;
    await withTask(context, first, new AbortController(), (options) =>
      services.model.call('useProject', { project: used }, options),
    );
    // Another project may have been opened meanwhile: it meets the model by itself.
    if (store.getState().opened === opened) store.setState({ linkable: true });
  };

  /** A link under way must not meet what is about to change. */
  const stopLinking = (): void => {
    if (!store.getState().linkable) return;
    store.setState({ linkable: false });
    void pipeline.refresh();
  };

  const failed = (error: unknown, stopped: string, again: () => Promise<void>): void => {
    const action = { label: 'Try again', run: () => void again() };
    if (isAborted(error)) notify(context, 'info', stopped, action);
    else notify(context, 'error', wordsOf(error), action);
  };

  const engines: Engines = {
    async openProject() {
      opening.abort();
      const abort = new AbortController();
      opening = abort;
      const isNewest = (): boolean => opening === abort;
      const { tokenizer: tokenizerUrl, library: libraryUrl } = services.urls;
      const first = { task: 'Reading the knowledge base', done: 0, total: 0, unit: 'names' } as const;
      try {
        const { wanted, ...opened } = await withTask(context, first, abort, async (options) => {
          await findStarter(context, options);
          const wanted = store.getState().project;
          const read = await services.kb.call(
            'useProject',
            { project: wanted, tokenizerUrl, libraryUrl },
            options,
          );
          return { ...read, wanted };
        });
        if (!isNewest()) return;
        stopLinking();
        project = wanted;
        store.setState({ opened, concepts: new Map(), neighbours: new Map() });
        if (opened.notice !== null) notify(context, 'info', opened.notice);
        await meet();
        await pipeline.refresh();
        // Last: suggestions come first.
        if (isNewest()) void prepareSearch(context, abort);
      } catch (error) {
        if (isNewest()) failed(error, KB_STOPPED, () => engines.openProject());
      }
    },
    async loadModel(prefer) {
      const { model: modelUrl } = services.urls;
      const first = { task: 'Fetching the model', done: 0, total: 0, unit: 'bytes' } as const;
      // The worker gives up the old model on the way.
      stopLinking();
      try {
        const model = await withTask(context, first, new AbortController(), async (options) =>
          loadedWithVersion(
            context,
            await services.model.call('load', { modelUrl, prefer: prefer ?? null }, options),
          ),
        );
        store.setState({ model, isWithoutTagger: false });
        announce(context, 'The model is ready.');
        await meet();
        await pipeline.refresh();
      } catch (error) {
        store.setState({ model: null, linkable: false });
        failed(error, MODEL_STOPPED, () => engines.loadModel(prefer));
      }
    },
    async useVersion(version) {
      const { model, linkable } = store.getState();
      // Without a model it is put on when one is loaded.
      if (model) {
        stopLinking();
        try {
          store.setState({ model: await putOn(context, version) });
        } catch (error) {
          if (isLoss(error)) engines.modelLost(error);
          else notify(context, 'error', wordsOf(error));
          return false;
        } finally {
          if (linkable && store.getState().model) store.setState({ linkable });
          void pipeline.refresh();
        }
      }
      await chooseVersion(context, version);
      return true;
    },
    kbLost(error) {
      store.setState({ opened: null, linkable: false });
      const run = (): void => void engines.openProject();
      notify(context, 'error', wordsOf(error), { label: 'Read the knowledge base again', run });
    },
    modelLost(error) {
      store.setState({ model: null, linkable: false });
      const run = (): void => void engines.loadModel();
      notify(context, 'error', wordsOf(error), { label: 'Start the model again', run });
    },
  };
  services.kb.onDeath((error) => engines.kbLost(error));
  services.model.onDeath((error) => engines.modelLost(error));
  return engines;
}

const KB_STOPPED =
  'Reading the knowledge base was stopped. Your documents and decisions are kept. Try again to find and link mentions.';
const MODEL_STOPPED =
  'Loading the model was stopped. Your documents and decisions are kept, and search works. Try again to see suggestions.';
