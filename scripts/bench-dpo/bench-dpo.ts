/**
 * Times a training step of eight preference pairs: tfjs in Node, as the training worker runs it (WASM on one thread, and
 * plain JavaScript), beside PyTorch with PEFT on the CPU, same model, same pieces, f32.
 *
 *   npm run -s bench:dpo -- --python PATH [--repeats N] [--cpu-repeats N] [--model DIR] [--kb FILE|NAME] [--json]
 *                                                                                              (docs/benchmarks.md)
 *
 * The sides take turns, so that what else the machine does meets all of them. PyTorch runs two steps: "full", all that
 * `model(...)` computes, as TRL calls it, and "lean", the least that gives the same loss.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { positive } from '../../e2e/perf/options.js';
import { milliseconds, quartilesOf, type Quartiles } from '../../e2e/perf/quartiles.js';
import { parseTokenizer } from '../../src/core/tokenizer/parse-tokenizer.js';
import { DEFAULT_TRAINING } from '../../src/core/training/settings.js';
import { loadModel } from '../../src/model/index.js';
import { prepareExample } from '../../src/model/training/prepare.js';
import { loadKb } from '../node/load-kb.js';
import { folderSource } from '../node/load-linker.js';
import { stepExamples, type StepBatch } from './step-batch.js';
import { startStepper, type PeakMemory, type Stepper, type StepTime } from './stepper.js';

/** Losses of the first step may differ by this: the sides add in another order. */
const LOSS_TOLERANCE = 1e-3;
/** Steps before the first that is counted. */
const WARM_UP = 2;

interface Side {
  readonly name: string;
  readonly stepper: Stepper;
  /** What the process is told. */
  readonly words: string;
  readonly repeats: number;
  readonly times: StepTime[];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      python: { type: 'string' },
      repeats: { type: 'string' },
      'cpu-repeats': { type: 'string' },
      model: { type: 'string', default: 'public/models/default' },
      kb: { type: 'string', default: 'mesh-starter' },
      json: { type: 'boolean', default: false },
    },
  });
  const repeats = positive(values.repeats, '--repeats', 9);
  const cpuRepeats = positive(values['cpu-repeats'], '--cpu-repeats', 2);
  const python = values.python ?? process.env.SERAPH_PYTHON ?? 'training/.venv/bin/python';
  const folder = await mkdtemp(path.join(tmpdir(), 'seraph-dpo-'));
  const started: Stepper[] = [];
  try {
    const file = path.join(folder, 'batch.json');
    const exported = path.join(folder, 'model');
    const batch = await batchOf(values.model, values.kb);
    await writeFile(file, JSON.stringify(batch));
    run('npx', ['tsx', 'scripts/export-model.ts', values.model, exported]);

    const start = async (command: string, words: readonly string[]): Promise<Stepper> => {
      const stepper = await startStepper(command, words);
      started.push(stepper);
      return stepper;
    };
    const tfjs = (backend: string) =>
      start(process.execPath, [...process.execArgv, 'scripts/bench-dpo/step-process.ts', backend, file]);
    const wasm = await tfjs('wasm');
    const torch = await start(python, ['training/bench/dpo_step.py', exported, file]);
    const sides: readonly Side[] = [
      { name: 'WASM, 1 thread', stepper: wasm, words: 'step' },
      { name: 'PyTorch full, 1 thread', stepper: torch, words: 'full 1' },
      { name: 'PyTorch lean, 1 thread', stepper: torch, words: 'lean 1' },
      { name: 'PyTorch full, 2 threads', stepper: torch, words: 'full 2' },
      { name: 'PyTorch lean, 2 threads', stepper: torch, words: 'lean 2' },
    ].map((side) => ({ ...side, repeats, times: [] }));
    const firstLosses = await inTurns(sides);
    checkLosses(firstLosses);
    const [wasmPeak, torchPeak] = [await wasm.end(), await torch.end()];
    const cpu: Side = {
      name: 'CPU (JavaScript)',
      stepper: await tfjs('cpu'),
      words: 'step',
      repeats: cpuRepeats,
      times: [],
    };
    await inTurns([cpu], 1);
    const peaks = { wasm: wasmPeak, cpu: await cpu.stepper.end(), pytorch: torchPeak };
    report(batch, [...sides, cpu], peaks, values.json);
  } finally {
    for (const stepper of started) stepper.kill();
    await rm(folder, { recursive: true });
  }
}

async function batchOf(model: string, kbName: string): Promise<StepBatch> {
  const weights = await loadModel(folderSource(model));
  const tokenizer = parseTokenizer(weights.tokenizer);
  const { layout } = weights.manifest;
  const examples = stepExamples(await loadKb(kbName, say)).map((example) =>
    prepareExample(layout, tokenizer, example),
  );
  return { model, examples, settings: DEFAULT_TRAINING, pad: layout.eos };
}

function run(command: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} failed:\n${stderr}`);
}

/**
 * Steps of all sides, one after the other, another side first in each round.
 * @returns the loss of the first step of each process
 */
async function inTurns(sides: readonly Side[], warmUp = WARM_UP): Promise<ReadonlyMap<string, number>> {
  const first = new Map<string, number>();
  const rounds = Math.max(...sides.map(({ repeats }) => repeats));
  for (let round = 0; round < warmUp + rounds; round++) {
    const place = round % sides.length;
    for (const { name, stepper, words, times } of [...sides.slice(place), ...sides.slice(0, place)]) {
      const time = await stepper.step(words);
      if (!first.has(stepper.about)) first.set(stepper.about, time.loss);
      if (round >= warmUp) times.push(time);
      say(
        `${name}: ${Math.round(time.wall_ms)} ms${round < warmUp ? ' (not counted)' : ''}, loss ${time.loss.toFixed(4)}`,
      );
    }
  }
  return first;
}

/** The same model and the same pairs give the same loss before anything is learnt. */
function checkLosses(losses: ReadonlyMap<string, number>): void {
  const values = [...losses.values()];
  if (Math.max(...values) - Math.min(...values) <= LOSS_TOLERANCE) return;
  throw new Error(
    `The first losses differ, so the sides do not compute the same: ${JSON.stringify([...losses])}. Nothing is reported.`,
  );
}

function report(
  { examples }: StepBatch,
  sides: readonly Side[],
  peaks: Readonly<Record<'wasm' | 'cpu' | 'pytorch', PeakMemory>>,
  json: boolean,
): void {
  const timesOf = (name: string) => sides.find((side) => side.name === name)?.times ?? [];
  const wasm = timesOf('WASM, 1 thread');
  const ratioTo = (name: string): Quartiles =>
    quartilesOf(wasm.map(({ cpu_ms }, i) => cpu_ms / (timesOf(name)[i]?.cpu_ms ?? Number.NaN)));
  const full = ratioTo('PyTorch full, 1 thread');
  const lean = ratioTo('PyTorch lean, 1 thread');
  const pieces = examples.reduce(
    (sum, { chosen, rejected }) => sum + chosen.length + (rejected?.length ?? 0),
    0,
  );
  console.log(`${examples.length} pairs, ${pieces} pieces of names`);
  for (const { name, stepper, times } of sides) {
    const wall = milliseconds(quartilesOf(times.map(({ wall_ms }) => wall_ms)));
    const cpu = milliseconds(quartilesOf(times.map(({ cpu_ms }) => cpu_ms)));
    console.log(`${name.padEnd(24)} wall ${wall}; CPU ${cpu}  [${stepper.about}]`);
  }
  console.log(ratioLine('full', full));
  console.log(ratioLine('lean', lean));
  for (const [name, { rss_bytes, tensor_bytes }] of Object.entries(peaks)) {
    const tensors = tensor_bytes === undefined ? '' : `, of which tensors ${megabytes(tensor_bytes)}`;
    console.log(`peak memory, ${name}: ${megabytes(rss_bytes)}${tensors}`);
  }
  if (!json) return;
  const line = {
    pairs: examples.length,
    name_pieces: pieces,
    ratio_to_pytorch: rounded(full.median),
    ratio_to_pytorch_quartiles: [rounded(full.lower), rounded(full.upper)],
    ratio_to_lean_pytorch: rounded(lean.median),
    ratio_to_lean_pytorch_quartiles: [rounded(lean.lower), rounded(lean.upper)],
    steps: sides.map(({ name, times }) => ({
      name,
      wall_ms: quartilesOf(times.map(({ wall_ms }) => wall_ms)),
      cpu_ms: quartilesOf(times.map(({ cpu_ms }) => cpu_ms)),
    })),
    peak_memory: peaks,
  };
  console.log(JSON.stringify(line));
}

function ratioLine(kind: string, { median, lower, upper, count }: Quartiles): string {
  return (
    `CPU time of WASM over PyTorch ${kind}, 1 thread: ${median.toFixed(3)} ` +
    `(quartiles ${lower.toFixed(3)} to ${upper.toFixed(3)}, n = ${count}); below 1 is faster`
  );
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
