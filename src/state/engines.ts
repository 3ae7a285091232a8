/** Starting the two workers: the knowledge base and the model load side by side, then meet. */
import type { Backend } from '../rpc/protocol.js';
import type { SeraphError } from '../core/errors.js';
import { announce, isAborted, notify, withTask, wordsOf, type Context } from './context.js';
import type { Pipeline } from './pipeline.js';

export interface Engines {
  openKb(): Promise<void>;
  loadModel(prefer?: Backend): Promise<void>;
  /** The knowledge base's worker cannot answer any more: says so, and offers to read it again. */
  kbLost(error: SeraphError): void;
  /** The model's worker or its device cannot answer any more: says so, and offers to load the model again. */
  modelLost(error: SeraphError): void;
}

export function createEngines(context: Context, pipeline: Pipeline): Engines {
  const { store, services } = context;

  /** Both are needed, whichever came last. */
  const meet = async (): Promise<void> => {
    const { kb, model } = store.getState();
    if (!kb || !model) return;
    const abort = new AbortController();
    const first = {
      task: 'Handing the names to the model',
      done: 0,
      total: kb.info.nameCount,
      unit: 'names',
    } as const;
    await withTask(context, first, abort, (options) =>
      services.model.call('useKb', { kbHash: kb.hash }, options),
    );
    store.setState({ linkable: true });
  };

  const failed = (error: unknown, stopped: string, again: () => Promise<void>): void => {
    const action = { label: 'Try again', run: () => void again() };
    if (isAborted(error)) notify(context, 'info', stopped, action);
    else notify(context, 'error', wordsOf(error), action);
  };

  const engines: Engines = {
    async openKb() {
      const { kb: kbUrl, tokenizer: tokenizerUrl } = services.urls;
      const first = { task: 'Reading the knowledge base', done: 0, total: 0, unit: 'names' } as const;
      try {
        const kb = await withTask(context, first, new AbortController(), (options) =>
          services.kb.call('open', { kbUrl, tokenizerUrl }, options),
        );
        store.setState({ kb });
        if (kb.notice !== null) notify(context, 'info', kb.notice);
        await meet();
        await pipeline.refresh();
      } catch (error) {
        failed(error, KB_STOPPED, () => engines.openKb());
      }
    },
    async loadModel(prefer) {
      const { model: modelUrl } = services.urls;
      const first = { task: 'Fetching the model', done: 0, total: 0, unit: 'bytes' } as const;
      // The worker gives up the old model on the way: a link under way must not meet the gap.
      if (store.getState().linkable) {
        store.setState({ linkable: false });
        void pipeline.refresh();
      }
      try {
        const model = await withTask(context, first, new AbortController(), (options) =>
          services.model.call('load', { modelUrl, prefer: prefer ?? null }, options),
        );
        store.setState({ model });
        announce(context, 'The model is ready.');
        await meet();
        await pipeline.refresh();
      } catch (error) {
        store.setState({ model: null, linkable: false });
        failed(error, MODEL_STOPPED, () => engines.loadModel(prefer));
      }
    },
    kbLost(error) {
      store.setState({ kb: null, linkable: false });
      const run = (): void => void engines.openKb();
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
