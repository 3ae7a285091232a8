/** Composition root: the only file that wires concrete parts together. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DocumentId, Utf16Offset } from './core/ids.js';
import type { SourceDocument } from './core/text/document.js';
import { connectWorkers } from './rpc/connect-workers.js';
import type { ConnectApi, KbApi, ModelApi, TrainingApi } from './rpc/protocol.js';
import { createRespawningClient } from './rpc/respawning-client.js';
import { createApp } from './state/app.js';
import type { OtherTabs, Services } from './state/services.js';
import { STORAGE_NEWS, type StorageNews } from './state/storage-news.js';
import { claim } from './storage/claim.js';
import { fetchFile } from './storage/fetch-file.js';
import { requestPersistence } from './storage/persistence.js';
import { openRepositories } from './storage/storage.js';
import { App } from './ui/App.js';
import { watchSurroundings } from './ui/surroundings.js';
import './ui/styles/index.css';

const address = (path: string): string => new URL(path, document.baseURI).href;

/** The workers. Those with a model have a channel to the one of knowledge bases, renewed whenever either starts. */
function startWorkers(): Pick<Services, 'kb' | 'model' | 'training'> {
  const connect = (worker: Connected): void => {
    // A worker that dies meanwhile rejects the call that started it, too: that one is shown.
    connectWorkers(kb, worker).catch(() => undefined);
  };
  let isTraining = false;
  const kb = createRespawningClient<KbApi & ConnectApi>(
    () => new Worker(new URL('../workers/kb.worker.ts', import.meta.url), { type: 'module' }),
    () => {
      connect(model);
      // Never started for that: it takes a model's memory.
      if (isTraining) connect(training);
    },
  );
  const model = createRespawningClient<ModelApi & ConnectApi>(
    () => new Worker(new URL('../workers/model.worker.ts', import.meta.url), { type: 'module' }),
    () => connect(model),
  );
  const training = createRespawningClient<TrainingApi & ConnectApi>(
    () => new Worker(new URL('../workers/training.worker.ts', import.meta.url), { type: 'module' }),
    () => {
      isTraining = true;
      connect(training);
    },
  );
  training.onDeath(() => (isTraining = false));
  return { kb, model, training };
}

type Connected = Parameters<typeof connectWorkers>[1];

async function fetchSample(): Promise<SourceDocument> {
  const text = new TextDecoder().decode(await fetchFile(address('sample.txt'))).trim();
  return {
    id: 'sample' as DocumentId,
    label: 'Sample',
    text,
    titleEnd: text.indexOf('\n') as Utf16Offset,
    annotations: [],
  };
}

/** The other tabs, over a channel that all pages of this site share. */
function openTabs(): OtherTabs {
  const channel = new BroadcastChannel('seraph-log');
  return {
    tellAppended: () => channel.postMessage(null),
    onAppended: (listener) => channel.addEventListener('message', listener),
  };
}

/** 53 random bits of the browser's cryptographic source, in [0, 1). */
function random(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 2 ** 53;
}

async function main(): Promise<void> {
  const root = document.getElementById('root');
  // Until there is a screen, its place holds the words.
  let tell = (news: StorageNews): void => root?.replaceChildren(STORAGE_NEWS[news]);
  const { journal, documents, settings, learning, durable, notice } = await openRepositories({
    blocked: () => tell('blocked'),
    blocking: () => tell('blocking'),
    terminated: () => tell('terminated'),
  });
  const app = createApp({
    ...startWorkers(),
    journal,
    documents,
    settings,
    learning,
    claimTraining: () => claim('seraph-training', navigator.locks),
    watchSurroundings,
    otherTabs: openTabs(),
    askForPromise: async () => (await requestPersistence()).persistent,
    persistence: durable ? 'durable' : 'memory',
    crossOriginIsolated: globalThis.crossOriginIsolated,
    notice,
    urls: {
      library: address('kb/index.json'),
      starterKb: address('kb/mesh-starter.kb.gz'),
      tokenizer: address('models/default/tokenizer.json'),
      model: address('models/default/manifest.json'),
    },
    sample: fetchSample,
    random,
    now: Date.now,
    newId: () => crypto.randomUUID(),
  });
  tell = app.tellStorageNews;
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <App app={app} />
      </StrictMode>,
    );
  }
  await app.start();
  if (import.meta.env.PROD) keepForOffline();
}

/**
 * Lets the service worker keep the release; last, so that it finds what was just fetched in the browser's cache. A
 * refusal changes nothing today, and the browser is asked again at the next visit.
 */
function keepForOffline(): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(address('sw.js')).catch(() => undefined);
}

void main().catch(showFailure);

/** Nothing could be drawn: say why in plain text. */
function showFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  document.body.textContent = `Seraph could not start. ${message}`;
}
