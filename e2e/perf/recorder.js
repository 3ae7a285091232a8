/**
 * Runs in the page before the application: notes when the page's calls to its workers begin and end, and when what
 * they bring is on the screen. It changes nothing and is no part of the build. A plain script, because a function
 * handed to the browser would bring the helpers of the TypeScript loader with it.
 *
 * All times are milliseconds since the navigation began.
 */
{
  const { document, performance, requestAnimationFrame, Worker } = globalThis;

  /** @type {import('./recording.js').Recording} */
  const recording = { firstSuggestion: null, calls: [] };
  Object.assign(globalThis, { seraphRecording: recording });

  /**
   * Calls `then` with the time of the first frame in which `isThere` holds.
   * @param {() => boolean} isThere
   * @param {(time: number) => void} then
   */
  const whenShown = (isThere, then) => {
    const look = () => (isThere() ? then(performance.now()) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  };

  const hasCandidate = () =>
    document.querySelector('[aria-label="Concepts"] [aria-label^="Accept 1, "]') !== null;
  const isLinked = () =>
    document.querySelector('[data-mention]') !== null &&
    document.querySelector('[data-mention][aria-label$="not linked yet"]') === null;
  whenShown(hasCandidate, (time) => (recording.firstSuggestion = time));

  /** Calls under way, by worker. @type {WeakMap<EventTarget, Map<number, import('./recording.js').Call>>} */
  const pending = new WeakMap();

  /** @param {EventTarget} worker */
  const watch = (worker) => {
    /** @type {Map<number, import('./recording.js').Call>} */
    const calls = new Map();
    pending.set(worker, calls);
    worker.addEventListener('message', (event) => {
      const { data } = /** @type {MessageEvent} */ (event);
      const call = calls.get(data.id);
      if (!call || data.type === 'progress') return;
      call.end = performance.now();
      calls.delete(data.id);
      if (data.type === 'error') call.failed = String(data.error.message);
      else if (call.method === 'load') call.value = data.value;
      else if (call.method === 'link') whenShown(isLinked, (time) => (call.shown = time));
    });
    return calls;
  };

  const send = Worker.prototype.postMessage;
  /** @this {EventTarget} @param {unknown[]} args */
  Worker.prototype.postMessage = function (...args) {
    const [message] = /** @type {[import('../../src/rpc/messages.js').ToWorker]} */ (args);
    if (message.type === 'call') {
      const { id, method, params } = message;
      /** @type {import('./recording.js').Call} */
      const call = { method, start: performance.now(), end: null };
      if (method === 'link') {
        call.mentions = /** @type {{ mentions: unknown[] }} */ (params).mentions.length;
      }
      recording.calls.push(call);
      (pending.get(this) ?? watch(this)).set(id, call);
    }
    return Reflect.apply(send, this, args);
  };
}
