import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { playwrightCounts, vitestCounts } from './counts.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {readonly (readonly string[])[]} commands run in order with Node; the first word is a script
 * @property {Record<string, string>} [environment]
 * @property {() => Counts} [counts] read after the commands ended, whatever their result
 */

/**
 * The gate in order; cheap stages first, so that a slip is told early.
 * @param {{ root: string, chromium: string, reports: string }} where `reports`: an empty folder for JSON reports
 * @returns {readonly Stage[]}
 */
export function stages({ root, chromium, reports }) {
  const bin = /** @param {string} path */ (path) => join(root, 'node_modules', path);
  const report = /** @param {string} name */ (name) => join(reports, name);
  const read = /** @param {string} name */ (name) => JSON.parse(readFileSync(report(name), 'utf8'));
  const types = ['src/core', '.', 'workers', 'tsconfig.node.json'];
  return [
    { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']] },
    { name: 'lint', commands: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings=0']] },
    { name: 'types', commands: types.map((project) => [bin('typescript/bin/tsc'), '-p', project]) },
    {
      name: 'unit',
      commands: [
        [
          bin('vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report('unit.json')}`,
        ],
      ],
      counts: () => vitestCounts(read('unit.json')),
    },
    {
      name: 'build',
      commands: [
        [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
        [join(root, 'scripts', 'gate', 'size-budget.mjs')],
      ],
    },
    {
      name: 'end-to-end',
      commands: [[bin('playwright/cli.js'), 'test', '--reporter=list,json']],
      environment: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e.json') },
      counts: () => playwrightCounts(read('e2e.json')),
    },
  ];
}

/**
 * @param {string} root the repository
 * @returns {string} an empty folder, ignored by git
 */
export function freshReportFolder(root) {
  const folder = join(root, '.cache', 'gate');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
