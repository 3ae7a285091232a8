import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { releaseFiles } from './release-files.mjs';

it('lists what the application may ask for, by address and hash', () => {
  const dist = mkdtempSync(join(tmpdir(), 'seraph-dist-'));
  for (const folder of ['models/default', 'kb']) mkdirSync(join(dist, folder), { recursive: true });
  for (const name of [
    'index.html',
    'sw.js',
    'a.js.map',
    'models/default/manifest.json',
    'models/default/weights-000.bin',
    'models/default/CARD.md',
    'kb/index.json',
    'kb/mesh.kb.gz',
    'kb/mesh-starter.kb.gz',
  ]) {
    writeFileSync(join(dist, name), name);
  }
  const files = releaseFiles(dist);
  rmSync(dist, { recursive: true });
  expect(files.map(({ url }) => url)).toEqual([
    '/',
    '/kb/index.json',
    '/kb/mesh-starter.kb.gz',
    '/models/default/manifest.json',
  ]);
  expect(files[0]?.sha256).toBe(createHash('sha256').update('index.html').digest('base64'));
});
