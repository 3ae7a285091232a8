import { createServer } from 'node:http';
import sirv from 'sirv';
import { cacheControl, isolationHeaders, pageHeaders } from './headers.mjs';
import { isPacked, leavePacked } from './packed-files.mjs';

/**
 * Serves a built application. The list of files is read once: build first.
 * @param {string} root folder to serve
 * @param {{ isolated?: boolean }} [options] `isolated: false` leaves cross-origin isolation out, to test without it
 * @returns {import('node:http').Server} not yet listening
 */
export function createStaticServer(root, { isolated = true } = {}) {
  const common = { ...pageHeaders, ...(isolated ? isolationHeaders : {}) };
  const files = sirv(root, {
    etag: true,
    setHeaders(response, pathname) {
      response.setHeader('Cache-Control', cacheControl(pathname));
      if (isPacked(pathname)) leavePacked(response);
    },
  });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(common)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    });
  });
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port 0 takes a free one
 * @param {string} host
 * @returns {Promise<number>} the port in use
 * @throws the system's error, `EADDRINUSE` when the port is taken
 */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
