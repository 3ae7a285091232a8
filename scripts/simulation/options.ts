import { parseArgs } from 'node:util';
import { ADAPTER_TARGETS, type AdapterTarget } from '../../src/core/adapter/adapter.js';
import { SeraphError } from '../../src/core/errors.js';
import {
  DEFAULT_TRAINING,
  problemsOf,
  TRAINING_LOSSES,
  type TrainingLoss,
  type TrainingSettings,
} from '../../src/core/training/settings.js';
import { ARM_NAMES, type ArmName } from './arms.js';

export interface SimulateOptions {
  readonly corpus: string;
  /** A file (BioSyn text or Seraph KB) or a name from `public/kb/index.json`. */
  readonly kb: string;
  readonly types: ReadonlySet<string> | null;
  readonly model: string;
  /** Decisions after which training begins anew, and decisions altogether. */
  readonly every: number;
  readonly decisions: number;
  /** Seeds 1 to this. */
  readonly seeds: number;
  /** Place in the corpus of the document that the first seed begins with. */
  readonly first: number;
  /** Mentions ahead that are judged, at most. */
  readonly ahead: number;
  /** Names of the replay sample that are judged. */
  readonly replaySample: number;
  readonly arms: readonly ArmName[];
  readonly settings: TrainingSettings;
  /** Folder where names that the model as it came generates are kept from run to run; null for none. */
  readonly hypotheses: string | null;
  /** File that results are added to, one line each, and from which a run that was cut short goes on; null for none. */
  readonly resume: string | null;
  /** SVG file of the learning curve; null for none. */
  readonly plot: string | null;
  readonly json: boolean;
}

export const USAGE =
  'npm run -s simulate -- --corpus FILE.pubtator --kb FILE|NAME [--types Disease,Chemical] [--every N] [--decisions N] ' +
  `[--seeds N] [--first DOCUMENT] [--ahead N] [--arms ${ARM_NAMES.join(',')}] [--replay-sample N] [--model DIR] ` +
  '[--hypotheses DIR] [--resume FILE] [--plot FILE.svg] [--json]; of the training: ' +
  `[--loss ${TRAINING_LOSSES.join('|')}] [--targets ${ADAPTER_TARGETS.join(',')}] [--rate X] [--epochs N] [--beta X] ` +
  '[--supervised X] [--replay X] [--rank N] [--alpha X] [--batch N] [--micro-batch N] [--warm-up X] [--weight-decay X] [--clip X] ' +
  '[--patience N] [--held-out X]';

/** The numbers of the settings that may be given, by the name of their flag. */
const NUMBERS = {
  rate: 'rate',
  epochs: 'epochs',
  beta: 'beta',
  supervised: 'supervised',
  replay: 'replay',
  rank: 'rank',
  alpha: 'alpha',
  batch: 'batch',
  'micro-batch': 'microBatch',
  'warm-up': 'warmUp',
  'weight-decay': 'weightDecay',
  clip: 'clip',
  patience: 'patience',
  'held-out': 'heldOut',
} as const satisfies Readonly<Record<string, keyof TrainingSettings>>;

const text = { type: 'string' } as const;

/** @throws SeraphError `bad-format` with the usage when an option is missing or wrong. */
export function simulateOptions(argv: readonly string[]): SimulateOptions {
  const values = parse(argv);
  const { corpus, kb } = values;
  if (corpus === undefined || kb === undefined) throw usage('--corpus and --kb are needed');
  return {
    corpus,
    kb,
    types: values.types === undefined ? null : new Set(values.types.split(',')),
    model: values.model ?? 'public/models/default',
    every: whole(values.every, '--every', 50),
    decisions: whole(values.decisions, '--decisions', 300),
    seeds: whole(values.seeds, '--seeds', 5),
    first: whole(values.first, '--first', 0, 0),
    ahead: whole(values.ahead, '--ahead', Number.MAX_SAFE_INTEGER),
    replaySample: whole(values['replay-sample'], '--replay-sample', 300),
    arms: listed(values.arms, '--arms', ARM_NAMES) ?? ARM_NAMES,
    settings: settingsOf(values),
    hypotheses: values.hypotheses ?? null,
    resume: values.resume ?? null,
    plot: values.plot ?? null,
    json: values.json ?? false,
  };
}

type Values = ReturnType<typeof parse>;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        corpus: text,
        kb: text,
        types: text,
        model: text,
        every: text,
        decisions: text,
        seeds: text,
        first: text,
        ahead: text,
        arms: text,
        'replay-sample': text,
        hypotheses: text,
        resume: text,
        plot: text,
        json: { type: 'boolean' },
        loss: text,
        targets: text,
        rate: text,
        epochs: text,
        beta: text,
        supervised: text,
        replay: text,
        rank: text,
        alpha: text,
        batch: text,
        'micro-batch': text,
        'warm-up': text,
        'weight-decay': text,
        clip: text,
        patience: text,
        'held-out': text,
      },
    }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function settingsOf(values: Values): TrainingSettings {
  const numbers = Object.entries(NUMBERS).flatMap(([flag, field]) => {
    const value = values[flag as keyof typeof NUMBERS];
    return value === undefined ? [] : [[field, Number(value)] as const];
  });
  const [loss] = listed<TrainingLoss>(values.loss, '--loss', TRAINING_LOSSES) ?? [DEFAULT_TRAINING.loss];
  const settings: TrainingSettings = {
    ...DEFAULT_TRAINING,
    ...Object.fromEntries(numbers),
    loss: loss ?? DEFAULT_TRAINING.loss,
    targets: listed<AdapterTarget>(values.targets, '--targets', ADAPTER_TARGETS) ?? DEFAULT_TRAINING.targets,
  };
  const [problem] = problemsOf(settings);
  if (problem) throw usage(`${problem.field} must be ${problem.expected}, not ${problem.got}`);
  return settings;
}

/** The names of a list with commas; null where none is given. */
function listed<Name extends string>(
  value: string | undefined,
  flag: string,
  names: readonly Name[],
): readonly Name[] | null {
  if (value === undefined) return null;
  return value.split(',').map((given) => {
    const found = names.find((name) => name === given);
    if (found === undefined) throw usage(`${flag} takes ${names.join(', ')}, not ${given}`);
    return found;
  });
}

function whole(value: string | undefined, name: string, otherwise: number, least = 1): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least) {
    throw usage(`${name} takes a whole number from ${least}, not ${value}`);
  }
  return number;
}

function usage(problem: string): SeraphError {
  return new SeraphError('bad-format', `${problem}. Nothing was simulated. Usage: ${USAGE}`);
}
