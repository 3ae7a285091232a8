/** Checked reading of a JSON object; every error names the field, what was expected and what was there. */
import { SeraphError } from '../../core/errors.js';

/**
 * The JSON object in a file of a model.
 *
 * @throws SeraphError bad-format when it is not JSON or not an object.
 */
export function parseFields(bytes: Uint8Array, file: string): Fields {
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SeraphError(
      'bad-format',
      `The model's ${file} is not JSON: it may be cut off or be a web page. Nothing was changed. ` +
        'Fetch or convert the model again.',
      { file, got: text.slice(0, 40) },
    );
  }
  return fields(value, file);
}

export interface Fields {
  text(key: string): string;
  flag(key: string): boolean;
  /** A whole number, 0 or more. */
  count(key: string): number;
  /** A whole number, 1 or more. */
  positive(key: string): number;
  counts(key: string): number[];
  /** Any finite number. */
  real(key: string): number;
  object(key: string): Fields;
  list(key: string): Fields[];
  has(key: string): boolean;
  /** The error for a field that has its type but not a permitted value. */
  wrong(key: string, expected: string | number, got: unknown): SeraphError;
}

/** For messages: `file` is its name, `path` where `value` stands in it; empty for the whole file. */
function fields(value: unknown, file: string, path = ''): Fields {
  const pathOf = (key: string): string => (path && key ? `${path}.${key}` : path || key);
  const wrong = (key: string, expected: string | number, got: unknown): SeraphError => {
    const seen = JSON.stringify(got) as string | undefined;
    const shown = (seen ?? 'nothing').slice(0, 80);
    return new SeraphError(
      'bad-format',
      `The model's ${file} is wrong at ${pathOf(key) || 'its start'}: expected ${expected}, found ${shown}. ` +
        'Nothing was changed. Convert or fetch the model again.',
      { file, field: pathOf(key), expected, got: shown },
    );
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('', 'an object', value);
  const record = value as Readonly<Record<string, unknown>>;

  const isCount = (entry: unknown): entry is number => Number.isSafeInteger(entry) && (entry as number) >= 0;
  const array = (key: string): unknown[] => {
    const entry = record[key];
    if (!Array.isArray(entry)) throw wrong(key, 'a list', entry);
    return entry;
  };
  return {
    text(key) {
      const entry = record[key];
      if (typeof entry !== 'string') throw wrong(key, 'a text', entry);
      return entry;
    },
    flag(key) {
      const entry = record[key];
      if (typeof entry !== 'boolean') throw wrong(key, 'true or false', entry);
      return entry;
    },
    count(key) {
      const entry = record[key];
      if (!isCount(entry)) throw wrong(key, 'a whole number, 0 or more', entry);
      return entry;
    },
    positive(key) {
      const entry = record[key];
      if (!isCount(entry) || entry === 0) throw wrong(key, 'a whole number, 1 or more', entry);
      return entry;
    },
    counts(key) {
      const entries = array(key);
      if (!entries.every(isCount)) throw wrong(key, 'a list of whole numbers', entries);
      return entries;
    },
    real(key) {
      const entry = record[key];
      if (typeof entry !== 'number' || !Number.isFinite(entry)) throw wrong(key, 'a number', entry);
      return entry;
    },
    object: (key) => fields(record[key], file, pathOf(key)),
    list: (key) => array(key).map((entry, index) => fields(entry, file, `${pathOf(key)}[${index}]`)),
    has: (key) => record[key] !== undefined && record[key] !== null,
    wrong,
  };
}
