/**
 * Every response header Seraph depends on, in one place: `npm start`, the end-to-end server and Vite's dev server
 * take them from here.
 */

/**
 * Cross-origin isolation: without these two the browser offers no SharedArrayBuffer and WASM runs on one thread.
 * @see https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated
 */
export const isolationHeaders = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * Nothing may be loaded from, or sent to, another origin. `blob:` scripts and workers are how the threaded WASM build
 * of tfjs starts its threads; `wasm-unsafe-eval` is needed to compile any WASM at all.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For the built application. The dev server cannot take the policy: hot reload injects inline scripts and styles. */
export const pageHeaders = Object.freeze({
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

/**
 * Files under `assets/` carry a hash of their content in their name; everything else is asked for again, by its
 * entity tag, at each use.
 * @param {string} pathname
 */
export function cacheControl(pathname) {
  return pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
