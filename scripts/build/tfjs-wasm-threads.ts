import type { Plugin } from 'vite';

const FILE = 'tfjs-backend-wasm-threaded-simd.js';
const DECLARATION = /var _scriptDir = [^\n]*\n[^\n]*_scriptDir \|\| __filename;\n/;

/**
 * tfjs starts its WASM threads from the source text of a function (`toString()`), which refers to a variable outside
 * of it behind a `typeof` guard. Minifiers rename the variable and drop the guard, and every thread dies with a
 * ReferenceError while the page waits for ever. Browsers never have a use for the variable: this takes it out.
 *
 * Needed among the plugins of the page and of its workers.
 */
export function tfjsWasmThreads(): Plugin {
  return {
    name: 'tfjs-wasm-threads',
    enforce: 'pre',
    transform(code, id) {
      return id.endsWith(FILE) ? { code: withoutScriptDir(code), map: null } : null;
    },
  };
}

/** @throws Error when the file no longer looks as in tfjs 4.22, so that an update cannot break threads unseen. */
export function withoutScriptDir(code: string): string {
  if (!DECLARATION.test(code)) {
    throw new Error('tfjs has changed its threaded WASM module: check scripts/build/tfjs-wasm-threads.ts.');
  }
  return code.replace(DECLARATION, '').replaceAll('_scriptDir', 'undefined');
}
