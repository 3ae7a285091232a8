/** Results kept as they come, one line of JSON each, so that a run that was cut short goes on where it stood. */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArmName } from './arms.js';
import type { ArmResult } from './run-arm.js';

export interface ResultsFile {
  find(arm: ArmName, seed: number): ArmResult | undefined;
  add(result: ArmResult): Promise<void>;
}

export const NO_RESULTS: ResultsFile = { find: () => undefined, add: () => Promise.resolve() };

/**
 * @param conditions all that results depend on besides arm and seed: those of a file that were got under others are passed
 * over
 */
export async function openResults(file: string, conditions: unknown): Promise<ResultsFile> {
  const digest = createHash('sha256').update(JSON.stringify(conditions)).digest('hex').slice(0, 16);
  const kept = new Map<string, ArmResult>();
  for (const line of (await textOf(file)).split('\n')) {
    // The last line of a run that was cut short may be half a line.
    if (!line.endsWith('}')) continue;
    const { conditions: own, result } = JSON.parse(line) as { conditions: string; result: ArmResult };
    if (own === digest) kept.set(`${result.arm} ${result.seed}`, result);
  }
  await mkdir(path.dirname(file), { recursive: true });
  return {
    find: (arm, seed) => kept.get(`${arm} ${seed}`),
    add: (result) => appendFile(file, `${JSON.stringify({ conditions: digest, result })}\n`),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
