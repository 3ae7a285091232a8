import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import packageFile from '../package.json' with { type: 'json' };
import { KEYMAP } from '../src/state/keymap.js';

const readme = readFileSync('README.md', 'utf8');
const contributing = readFileSync('CONTRIBUTING.md', 'utf8');

it('lists only keys that exist', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const shown = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
  const known = new Set(KEYMAP.flatMap(({ keys }) => keys).map((key) => key.toLowerCase()));
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((key) => !known.has((key ?? '').toLowerCase()))).toEqual([]);
});

it('names only commands that exist', () => {
  const named = [...(readme + contributing).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(
    ([, name]) => name ?? '',
  );
  const scripts = new Set(Object.keys(packageFile.scripts));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !scripts.has(name))).toEqual([]);
});
