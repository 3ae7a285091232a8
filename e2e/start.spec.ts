import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures/app.js';

interface Run {
  readonly output: () => string;
  readonly exit: Promise<number | null>;
  readonly stop: () => void;
}

function npmStart(...args: string[]): Run {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-open', ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { output: () => output, exit, stop: () => child.kill() };
}

/** A port in use until `release` is called. */
async function takePort(): Promise<{ port: number; release: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, release: () => server.close() };
}

test('npm start prints an address where the isolated page is', async ({ page }) => {
  const { port, release } = await takePort();
  release();
  const run = npmStart('--port', String(port));
  await expect.poll(run.output).toContain(`http://localhost:${port}/`);
  const response = await page.request.get(`http://localhost:${port}/`);
  expect(response.headers()['cross-origin-opener-policy']).toBe('same-origin');
  expect(await response.text()).toContain('<title>');
  run.stop();
});

test('npm start on a taken port says how to choose another and ends with 1', async () => {
  const { port, release } = await takePort();
  const run = npmStart('--port', String(port));
  expect(await run.exit).toBe(1);
  release();
  expect(run.output()).toContain(`Port ${port} is already in use`);
  expect(run.output()).toContain(`--port ${port + 1}`);
});
