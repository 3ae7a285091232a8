/**
 * Runs the tests of `training/`. PyTorch is not installed for the gate: those that need nothing but Python run where
 * there is a Python 3.11 or newer, the others where `training/.venv` was made as training/README.md says.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';

const MINUTES = 60_000;
const WITH_PYTHON_ONLY = [
  'test_preference',
  'test_model_card',
  'test_extra_names',
  'preference_training.test_pairs_file',
  'preference_training.test_training_set',
].map((name) => `seraph_training.${name}`);
const ALL = ['discover', '-s', 'seraph_training', '-t', '.', '-p', 'test_*.py'];

function python(command: string, words: readonly string[]) {
  return spawnSync(command, words, {
    cwd: 'training',
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

/** The first of the names that is a Python of the version the recipe is written for. */
function found(names: readonly string[], check: string): string | null {
  return names.find((name) => python(name, ['-c', check]).status === 0) ?? null;
}

function expectPassing(command: string, tests: readonly string[]): void {
  const run = python(command, ['-m', 'unittest', ...tests]);
  expect(run.stderr).toMatch(/Ran [1-9]\d* tests?[^]*\nOK/);
  expect(run.status).toBe(0);
}

const plain = found(
  ['python3', 'python3.11', 'python3.12', 'python3.13'],
  'import sys; assert sys.version_info >= (3, 11)',
);
const environment = existsSync('training/.venv') ? found(['.venv/bin/python'], 'import torch') : null;

if (plain === null) console.warn('SKIPPED: no Python 3.11 or newer for any test of training/');
else if (environment === null)
  console.warn(
    `SKIPPED: no training/.venv with PyTorch for tests of training/ but ${WITH_PYTHON_ONLY.join(', ')}`,
  );

it.skipIf(plain === null)(
  'passes the tests of the training recipe that need Python only',
  () => expectPassing(plain ?? '', WITH_PYTHON_ONLY),
  2 * MINUTES,
);

it.skipIf(environment === null)(
  'passes all tests of the training recipe',
  () => expectPassing(environment ?? '', ALL),
  20 * MINUTES,
);
