/**
 * `npm test`: the whole gate, in order, stopping at the first stage that fails. The last line gives the sums over
 * unit and end-to-end tests; the exit code is 0 only when every stage passed and there were tests.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './ensure-chromium.mjs';
import { addCounts, closingLine, ZERO } from './gate/counts.mjs';
import { freshReportFolder, stages } from './gate/stages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {number} from from `performance.now()` */
const secondsSince = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/**
 * Runs the stage with its output on this terminal.
 * @param {import('./gate/stages.mjs').Stage} stage
 * @returns {boolean} whether all its commands succeeded
 */
function run(stage) {
  return stage.commands.every((command) => {
    const result = spawnSync(process.execPath, [...command], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...stage.environment },
    });
    return result.status === 0;
  });
}

/**
 * @param {import('./gate/stages.mjs').Stage} stage
 * @param {boolean} passed
 */
function countsOf(stage, passed) {
  if (!stage.counts) return ZERO;
  try {
    return stage.counts();
  } catch (error) {
    // A stage that died before its report has said why; one that passed must have left a report.
    if (passed) throw error;
    return ZERO;
  }
}

function gate() {
  const begun = performance.now();
  const plan = stages({ root, chromium: ensureChromium(), reports: freshReportFolder(root) });
  let sum = ZERO;
  for (const stage of plan) {
    const from = performance.now();
    console.log(`\n== ${stage.name}`);
    const passed = run(stage);
    sum = addCounts(sum, countsOf(stage, passed));
    console.log(`== ${stage.name}: ${passed ? 'passed' : 'FAILED'} in ${secondsSince(from)}`);
    if (!passed) return { sum, passed: false, begun };
  }
  return { sum, passed: sum.passed > 0 && sum.failed === 0, begun };
}

try {
  const { sum, passed, begun } = gate();
  console.log(`\nWhole gate: ${passed ? 'passed' : 'FAILED'} in ${secondsSince(begun)}`);
  console.log(closingLine(sum));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
