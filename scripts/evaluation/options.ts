import { parseArgs } from 'node:util';
import { BEAMS } from '../../src/core/link/beams.js';
import { SeraphError } from '../../src/core/errors.js';

/** `dictionary`: by the names of the KB; `model`: the head's mentions joined with those. */
export type FinderName = 'dictionary' | 'model';

export interface EvaluateOptions {
  readonly corpus: string;
  /** A file (BioSyn text or Seraph KB) or a name from `public/kb/index.json`. */
  readonly kb: string;
  readonly types: ReadonlySet<string> | null;
  readonly modes: readonly ('model' | 'system')[];
  /** At most so many gold mentions, from the beginning. */
  readonly limit: number;
  readonly train: readonly string[];
  readonly beams: number;
  /** Folder where generated names are kept from run to run; null for none. */
  readonly hypotheses: string | null;
  readonly json: boolean;
  readonly model: string;
  /** Takes a corpus most of whose ids the KB does not have. */
  readonly allowUnknownIds: boolean;
  /** Finders whose mentions are linked and judged in place of the gold mentions; empty to link the gold mentions. */
  readonly endToEnd: readonly FinderName[];
  /** Print each wrong answer of the last mode. */
  readonly errors: boolean;
}

export const USAGE =
  'npm run -s evaluate -- --corpus FILE.pubtator --kb FILE|NAME [--types Disease,Chemical] ' +
  '[--mode model|system|both] [--limit N] [--train FILE.pubtator ...] [--beam N] [--model DIR] [--hypotheses DIR] [--errors] [--json] [--allow-unknown-ids] ' +
  '[--end-to-end [--finder dictionary|model|both]]';

/** @throws SeraphError `bad-format` with the usage when an option is missing or wrong. */
export function evaluateOptions(argv: readonly string[]): EvaluateOptions {
  const { values } = parse(argv);
  const mode = values.mode ?? 'both';
  if (values.corpus === undefined || values.kb === undefined) throw usage('--corpus and --kb are needed');
  if (mode !== 'model' && mode !== 'system' && mode !== 'both') {
    throw usage(`--mode is model, system or both, not ${mode}`);
  }
  const finder = values.finder ?? 'both';
  if (finder !== 'dictionary' && finder !== 'model' && finder !== 'both') {
    throw usage(`--finder is dictionary, model or both, not ${finder}`);
  }
  const isEndToEnd = values['end-to-end'] ?? false;
  if (values.finder !== undefined && !isEndToEnd) throw usage('--finder goes with --end-to-end');
  if (values.errors === true && isEndToEnd) throw usage('--errors does not go with --end-to-end');
  return {
    corpus: values.corpus,
    kb: values.kb,
    types: values.types === undefined ? null : new Set(values.types.split(',')),
    modes: mode === 'both' ? ['model', 'system'] : [mode],
    limit: positive(values.limit, '--limit', Number.MAX_SAFE_INTEGER),
    train: values.train ?? [],
    beams: positive(values.beam, '--beam', BEAMS),
    hypotheses: values.hypotheses ?? null,
    json: values.json ?? false,
    model: values.model ?? 'public/models/default',
    errors: values.errors ?? false,
    allowUnknownIds: values['allow-unknown-ids'] ?? false,
    endToEnd: !isEndToEnd ? [] : finder === 'both' ? ['dictionary', 'model'] : [finder],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        corpus: { type: 'string' },
        kb: { type: 'string' },
        types: { type: 'string' },
        mode: { type: 'string' },
        limit: { type: 'string' },
        train: { type: 'string', multiple: true },
        beam: { type: 'string' },
        model: { type: 'string' },
        hypotheses: { type: 'string' },
        errors: { type: 'boolean' },
        'allow-unknown-ids': { type: 'boolean' },
        'end-to-end': { type: 'boolean' },
        finder: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function positive(value: string | undefined, name: string, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw usage(`${name} takes a whole number from 1, not ${value}`);
  return number;
}

function usage(problem: string): SeraphError {
  return new SeraphError('bad-format', `${problem}. Nothing was evaluated. Usage: ${USAGE}`);
}
