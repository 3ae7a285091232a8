/**
 * The model on WebGPU and on WASM in real Chromium, against the golden files of Transformers. WebGPU runs on
 * SwiftShader, so that the test needs no graphics processor. The page is built and served here, with the headers and
 * the content security policy of the application.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, test, type Browser, type Page } from 'playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import { tfjsWasmThreads } from '../../scripts/build/tfjs-wasm-threads.js';
import { findChromium } from '../../scripts/ensure-chromium.mjs';
import type { Parity } from './page/parity.worker.js';

const TOLERANCE = 1e-4;
const SOFTWARE_GPU = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-background-networking',
  '--disable-quic',
  '--disable-component-update',
  '--disable-sync',
];
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' blob:",
};

let folder: string;
let server: PreviewServer;
let browser: Browser;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seraph-parity-'));
  const root = path.join(import.meta.dirname, 'page');
  const publicDir = path.join(import.meta.dirname, '../../src/model/golden');
  const common = {
    root,
    publicDir,
    configFile: false as const,
    logLevel: 'warn' as const,
    plugins: [tfjsWasmThreads()],
    worker: { format: 'es' as const, plugins: () => [tfjsWasmThreads()] },
  };
  await build({ ...common, build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
  await cp(
    path.join(import.meta.dirname, '../../public/models/default'),
    path.join(folder, 'shipped-model'),
    {
      recursive: true,
    },
  );
  server = await preview({
    ...common,
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1', headers: HEADERS },
  });
  const executablePath = findChromium();
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: SOFTWARE_GPU });
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

test.beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(server.resolvedUrls?.local[0] ?? '');
});

test.afterEach(async () => {
  await page.close();
});

function check(parity: Parity): void {
  for (const { name, states, logits, steps, names } of parity.models) {
    const figures = [states, logits, steps, names].map((value) => value.toExponential(1));
    process.stdout.write(
      `parity ${parity.backend} (Chromium) ${name}: states ${figures[0] ?? ''}, logits ${figures[1] ?? ''}, ` +
        `step by step ${figures[2] ?? ''}, given names ${figures[3] ?? ''}\n`,
    );
    expect(Math.max(states, logits, steps, names)).toBeLessThan(TOLERANCE);
  }
  expect(parity.models.length).toBeGreaterThan(0);
  expect(parity.leaked).toBe(0);
}

async function skipWithoutWebGpu(): Promise<void> {
  const hasWebGpu = await page.evaluate(() => window.hasWebGpu());
  if (!hasWebGpu) process.stdout.write('SKIPPED: Chromium offers no WebGPU adapter, not even SwiftShader.\n');
  test.skip(!hasWebGpu, 'Chromium offers no WebGPU adapter, not even SwiftShader.');
}

test('WebGPU gives what Transformers gives', async () => {
  await skipWithoutWebGpu();
  const parity = await page.evaluate(() => window.parity('webgpu'));
  expect(parity.backend).toBe('webgpu');
  check(parity);
});

test('the shipped model writes and reads the same names on WebGPU as on WASM', async () => {
  await skipWithoutWebGpu();
  const wasm = await page.evaluate(() => window.mention('wasm'));
  const webgpu = await page.evaluate(() => window.mention('webgpu'));
  expect([wasm.backend, webgpu.backend]).toEqual(['wasm', 'webgpu']);
  expect(wasm.names[0]?.name).toBe('hemochromatosis');
  expect(webgpu.names.map(({ name }) => name)).toEqual(wasm.names.map(({ name }) => name));
  const apart = webgpu.names.map(({ score }, i) => Math.abs(score - (wasm.names[i]?.score ?? Number.NaN)));
  process.stdout.write(
    `shipped model, WebGPU against WASM: scores ${Math.max(...apart).toExponential(1)} apart\n`,
  );
  expect(Math.max(...apart)).toBeLessThan(1e-3);

  const [same = 0, other = 1] = wasm.meanings;
  expect(same).toBeGreaterThan(other + 0.2);
  const meant = webgpu.meanings.map((value, i) => Math.abs(value - (wasm.meanings[i] ?? Number.NaN)));
  process.stdout.write(
    `shipped model, WebGPU against WASM: meanings ${Math.max(...meant).toExponential(1)} apart\n`,
  );
  expect(Math.max(...meant)).toBeLessThan(1e-4);
});

test('a lost graphics processor is said to be lost', async () => {
  await skipWithoutWebGpu();
  expect(await page.evaluate(() => window.loss())).toEqual({ kind: 'device-lost' });
});

test('WASM with threads gives what Transformers gives', async () => {
  const parity = await page.evaluate(() => window.parity('wasm'));
  expect(parity.backend).toBe('wasm');
  expect(parity.reason).toMatch(/WASM with [2-4] threads/);
  check(parity);
});

for (const backend of ['webgpu', 'wasm'] as const) {
  test(`a training step on ${backend} gives what PyTorch and PEFT give`, async () => {
    if (backend === 'webgpu') await skipWithoutWebGpu();
    const parity = await page.evaluate((wanted) => window.training(wanted), backend);
    const { losses, gradients, scores } = parity;
    process.stdout.write(
      `parity training ${parity.backend} (Chromium): losses ${losses.toExponential(1)}, ` +
        `gradients ${gradients.toExponential(1)}, scores ${scores.toExponential(1)}\n`,
    );
    expect(parity.backend).toBe(backend);
    expect(Math.max(losses, gradients)).toBeLessThan(1e-4);
    expect(scores).toBeLessThan(1e-3);
    expect(parity.leaked).toBe(0);
  });
}
