import { SeraphError } from '../errors.js';

/** Reading untyped JSON of a tokenizer: each reader returns the value with its type or says what was expected where. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The error of every bad tokenizer file. */
export function badTokenizer(where: string, expected: string, got: unknown): SeraphError {
  const shown = describe(got);
  return new SeraphError(
    'bad-format',
    `The tokenizer file cannot be used: ${where} should be ${expected}, but is ${shown}. ` +
      'Nothing was changed. Use the tokenizer.json that belongs to the model.',
    { where, expected, got: shown },
  );
}

export function asObject(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw badTokenizer(where, 'an object', value);
  return value;
}

export function asArray(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw badTokenizer(where, 'a list', value);
  return value;
}

export function asString(value: unknown, where: string): string {
  if (typeof value !== 'string') throw badTokenizer(where, 'text', value);
  return value;
}

/** A whole number from 0. */
export function asCount(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw badTokenizer(where, 'a whole number from 0', value);
  }
  return value;
}

/** Absent and null give the default. */
export function asBoolean(value: unknown, where: string, otherwise: boolean): boolean {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean') throw badTokenizer(where, 'true or false', value);
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LONGEST_SHOWN = 60;

function describe(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value))
    return 'type' in value ? `an object of type ${JSON.stringify(value.type)}` : 'an object';
  return JSON.stringify(value).slice(0, LONGEST_SHOWN);
}
