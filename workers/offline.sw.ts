/**
 * The service worker: keeps a release and answers from it. A new release takes over once every tab of the old one is
 * closed, so that no page ever sees files of two.
 */
import { answer, findFile, pruneCache, storeRelease, type ReleaseFile } from './offline-cache.js';

/** Put in by scripts/offline/offline-plugin.mjs. */
declare const RELEASE: readonly ReleaseFile[];

// The worker library types `self` as a dedicated worker; in this file it is a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope;
const { origin } = worker.location;
const release = RELEASE;
const openCache = () => caches.open('seraph-files');

worker.addEventListener('install', (event) => {
  event.waitUntil(openCache().then((cache) => storeRelease(cache, release, origin, fetch)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    openCache()
      .then((cache) => pruneCache(cache, release, origin))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const file = event.request.method === 'GET' ? findFile(release, event.request.url, origin) : undefined;
  if (file) event.respondWith(openCache().then((cache) => answer(cache, file, origin, fetch)));
});
