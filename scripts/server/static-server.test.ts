import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticServer, listen } from './static-server.mjs';

const packed = gzipSync('concepts');
let root: string;
let server: Server;
let base: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'seraph-server-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>x</title>');
  writeFileSync(join(root, 'assets', 'a-1234.js'), 'export {};');
  writeFileSync(join(root, 'assets', 'b-1234.wasm'), new Uint8Array([0, 97, 115, 109]));
  writeFileSync(join(root, 'kb.gz'), packed);
  server = createStaticServer(root);
  base = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
});

afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

describe('static server', () => {
  it('isolates the page and closes it to other origins', async () => {
    const { headers } = await fetch(base);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|https?:|\*/);
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
  });

  it('keeps isolation on workers and on errors', async () => {
    for (const path of ['/assets/a-1234.js', '/missing.js']) {
      const { headers } = await fetch(base + path);
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    }
  });

  it('lets the browser keep hashed files and nothing else', async () => {
    expect((await fetch(`${base}/assets/a-1234.js`)).headers.get('cache-control')).toContain('immutable');
    expect((await fetch(base)).headers.get('cache-control')).toBe('no-cache');
  });

  it('names the type of WASM, which streaming compilation needs', async () => {
    expect((await fetch(`${base}/assets/b-1234.wasm`)).headers.get('content-type')).toBe('application/wasm');
  });

  it('hands out packed files as they are', async () => {
    const response = await fetch(`${base}/kb.gz`);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(packed));
  });

  it('answers an unchanged file with 304', async () => {
    const tag = (await fetch(`${base}/kb.gz`)).headers.get('etag') ?? '';
    expect((await fetch(`${base}/kb.gz`, { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('says 404 for what is not there, also outside its folder, and 405 for other methods', async () => {
    expect((await fetch(`${base}/missing.js`)).status).toBe(404);
    expect((await fetch(`${base}/..%2f..%2f..%2fetc/passwd`)).status).toBe(404);
    expect((await fetch(base, { method: 'POST' })).status).toBe(405);
  });

  it('leaves isolation out when asked', async () => {
    const open = createStaticServer(root, { isolated: false });
    const { headers } = await fetch(`http://127.0.0.1:${await listen(open, 0, '127.0.0.1')}`);
    open.close();
    expect(headers.get('cross-origin-embedder-policy')).toBeNull();
    expect(headers.get('content-security-policy')).not.toBeNull();
  });
});
