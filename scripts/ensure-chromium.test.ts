import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from './ensure-chromium.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seraph-chromium-'));
  for (const name of ['chromium-browser', 'google-chrome', 'elsewhere']) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
});

afterAll(() => rmSync(folder, { recursive: true }));

it('takes the first command on PATH that can be run', () => {
  const path = ['/nowhere', folder].join(delimiter);
  expect(findChromium({ PATH: path })).toBe(join(folder, 'chromium-browser'));
});

it('prefers CHROMIUM_PATH', () => {
  const named = join(folder, 'elsewhere');
  expect(findChromium({ PATH: folder, CHROMIUM_PATH: named })).toBe(named);
});

it('says when CHROMIUM_PATH is wrong, rather than taking another', () => {
  const named = join(folder, 'chromium');
  expect(() => findChromium({ PATH: folder, CHROMIUM_PATH: named })).toThrow(/CHROMIUM_PATH.*Nothing.*unset/);
});
