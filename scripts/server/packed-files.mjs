/**
 * Files that end in `.gz` are handed out as they are: the application checks their hash and unpacks them itself. Both
 * sirv and Vite's servers would mark them `Content-Encoding: gzip`, and the browser would unpack them first.
 */

/**
 * @param {string} pathname
 */
export function isPacked(pathname) {
  return pathname.endsWith('.gz');
}

/**
 * Takes the content encoding out of the answer that will be written.
 * @param {import('node:http').ServerResponse} response
 */
export function leavePacked(response) {
  const write = response.writeHead.bind(response);
  const withoutEncoding =
    /** @param {number} status @param {import('node:http').OutgoingHttpHeaders} [headers] */ (
      status,
      headers,
    ) => {
      const kept = Object.entries(headers ?? {}).filter(
        ([name]) => name.toLowerCase() !== 'content-encoding',
      );
      return write(status, { ...Object.fromEntries(kept), 'Content-Type': 'application/octet-stream' });
    };
  // `writeHead` has forms with a reason phrase; the servers above do not use them.
  response.writeHead = /** @type {typeof response.writeHead} */ (withoutEncoding);
}

/**
 * The same for `npm run dev` and `vite preview`.
 * @returns {import('vite').Plugin}
 */
export function packedFiles() {
  /** @param {{ middlewares: import('vite').Connect.Server }} server */
  const use = ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      if (isPacked((request.url ?? '').split('?')[0] ?? '')) leavePacked(response);
      next();
    });
  };
  return { name: 'seraph-packed-files', configureServer: use, configurePreviewServer: use };
}
