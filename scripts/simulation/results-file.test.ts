import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openResults } from './results-file.js';
import type { ArmResult } from './run-arm.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulation-'));
});
afterEach(() => rm(folder, { recursive: true }));

const result: ArmResult = {
  seed: 2,
  arm: 'dpo',
  decided: [true, null],
  actions: { accept: 1, correct: 0, nil: 1 },
  ahead: [{ document: '7', mentions: 3, system: 2, model: 1 }],
  trainings: [],
  replay: null,
  seconds: 4,
};

it('goes on where a run stood, under the same conditions only, past a line cut short', async () => {
  const file = path.join(folder, 'deep', 'results.jsonl');
  const first = await openResults(file, { rate: 1 });
  expect(first.find('dpo', 2)).toBeUndefined();
  await first.add(result);
  await appendFile(file, '{"conditions":"');
  const again = await openResults(file, { rate: 1 });
  expect(again.find('dpo', 2)).toEqual(result);
  expect(again.find('dpo', 1)).toBeUndefined();
  expect(again.find('positives', 2)).toBeUndefined();
  expect((await openResults(file, { rate: 2 })).find('dpo', 2)).toBeUndefined();
});
