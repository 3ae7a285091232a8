import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { needsBuild } from './freshness.mjs';

let root: string;
const at = (path: string, seconds: number) => utimesSync(join(root, path), seconds, seconds);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seraph-fresh-'));
  mkdirSync(join(root, 'src', 'core'), { recursive: true });
  writeFileSync(join(root, 'src', 'core', 'a.ts'), '');
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'index.html'), '');
  for (const path of ['src/core/a.ts', 'src/core', 'src']) at(path, 1000);
  at('dist/index.html', 2000);
});

afterEach(() => rmSync(root, { recursive: true }));

it('keeps a build newer than its sources', () => {
  expect(needsBuild(root)).toBe(false);
});

it('builds again after an edit deep in the tree', () => {
  at('src/core/a.ts', 3000);
  expect(needsBuild(root)).toBe(true);
});

it('builds again after a deletion', () => {
  unlinkSync(join(root, 'src', 'core', 'a.ts'));
  expect(needsBuild(root)).toBe(true);
});

it('builds when there is none', () => {
  unlinkSync(join(root, 'dist', 'index.html'));
  expect(needsBuild(root)).toBe(true);
});
