/**
 * `npm start [-- --port N] [--host] [--no-open]`: builds when the build is missing or old, serves it with the headers
 * the application needs, prints the address and opens it.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './server/browser.mjs';
import { needsBuild } from './server/freshness.mjs';
import { portTakenMessage, readStartOptions } from './server/start-options.mjs';
import { createStaticServer, listen } from './server/static-server.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function start() {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (needsBuild(root)) {
    console.log('Building Seraph. This takes some seconds, once.');
    const { build } = await import('vite');
    await build({ root, logLevel: 'warn' });
  }
  const server = createStaticServer(join(root, 'dist'));
  const port = await listen(server, options.port, options.host).catch((/** @type {unknown} */ error) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new Error(portTakenMessage(options.port)) : error;
  });
  const address = `http://localhost:${port}/`;
  console.log(`Seraph is at ${address} (Ctrl+C stops it)`);
  if (options.host !== '127.0.0.1') {
    console.log(
      'Other machines reach it too, but over plain HTTP their browsers refuse threads, WebGPU and offline use.',
    );
  }
  if (options.open) openBrowser(address);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
