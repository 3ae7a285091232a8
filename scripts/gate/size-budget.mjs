/** JavaScript of a build, packed, against a budget: `node scripts/gate/size-budget.mjs` after a build. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** In bytes after gzip. Raise one only with the reason in the commit. */
export const BUDGETS = Object.freeze({
  /** What the page waits for before it can draw. */
  page: 180_000,
  /** Started beside the page: model and knowledge base, with every backend of the tensor library, used or not. */
  workers: 305_000,
  /** Started with the first run of training: a model of its own, with gradients, and every backend once more. */
  training: 300_000,
  /** Loaded when it is asked for: pages and dialogs beside the text, readers of foreign formats. Not first load. */
  later: 220_000,
});

/**
 * Scripts the page names itself: its entry and the chunks that it imports statically, which Vite lists as preloads.
 * @param {string} html
 * @returns {readonly string[]} paths relative to the folder of the page
 */
export function pageScripts(html) {
  const sources = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+\.js)"/g)];
  const preloads = [...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+)"/g)];
  return [...sources, ...preloads].map((match) => (match[1] ?? '').replace(/^\.?\//, ''));
}

/** What each budget is about, in words. */
const LOADED = Object.freeze({
  page: 'of the page at first load',
  workers: 'of the workers at first load',
  training: 'of the worker that trains',
  later: 'on demand',
});

/** Chunks that wait until the curator asks for what they do, however large: the readers of foreign formats. */
const ON_DEMAND = /^kb-importing-/;

/** Waits until the curator trains. */
const TRAINING = /^training\.worker-[^/]*\.js$/;
/** Started beside the page. */
const AT_FIRST = /^(?!training\.)[^/]*\.worker-[^/]*\.js$/;

/**
 * Scripts of workers, and all that these may load by themselves.
 * @param {ReadonlyMap<string, string>} scripts content by name
 * @param {RegExp} workers their names; those that are started beside the page when left out
 * @returns {readonly string[]} names
 */
export function workerScripts(scripts, workers = AT_FIRST) {
  const names = [...scripts.keys()];
  const reached = new Set(names.filter((name) => workers.test(name)));
  for (const name of reached) {
    const named = names.filter((other) => !ON_DEMAND.test(other) && scripts.get(name)?.includes(other));
    for (const other of named) reached.add(other);
  }
  return [...reached];
}

/**
 * @param {string} dist
 * @returns {{ page: number, workers: number, training: number, later: number }} packed bytes; every script is in one
 */
export function measureScripts(dist) {
  const packed = /** @param {string} path */ (path) => gzipSync(readFileSync(join(dist, path))).length;
  const sum = /** @param {readonly string[]} paths */ (paths) =>
    paths.reduce((bytes, path) => bytes + packed(path), 0);
  const page = pageScripts(readFileSync(join(dist, 'index.html'), 'utf8'));
  const names = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  const scripts = new Map(names.map((name) => [name, readFileSync(join(dist, 'assets', name), 'utf8')]));
  const workers = workerScripts(scripts).map((name) => `assets/${name}`);
  const first = new Set([...page, ...workers]);
  const rest = names.map((name) => `assets/${name}`).filter((path) => !first.has(path));
  const trains = new Set(workerScripts(scripts, TRAINING).map((name) => `assets/${name}`));
  const training = rest.filter((path) => trains.has(path));
  const later = rest.filter((path) => !trains.has(path));
  return { page: sum(page), workers: sum(workers), training: sum(training), later: sum(later) };
}

/**
 * @param {{ page: number, workers: number, training: number, later: number }} measured
 * @returns {readonly { line: string, over: boolean }[]} one for each budget
 */
export function compareWithBudgets(measured) {
  return /** @type {const} */ (['page', 'workers', 'training', 'later']).map((part) => {
    const over = measured[part] > BUDGETS[part];
    const kilobytes = /** @param {number} bytes */ (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
    return {
      over,
      line:
        `JS ${LOADED[part]}: ${kilobytes(measured[part])} gzip of ${kilobytes(BUDGETS[part])}` +
        (over ? '. Over the budget: find what grew, or raise the budget in its own commit.' : ''),
    };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const results = compareWithBudgets(measureScripts(join(root, 'dist')));
  for (const { line } of results) console.log(line);
  if (results.some(({ over }) => over)) process.exit(1);
}
