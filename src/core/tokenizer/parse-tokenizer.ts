import { SeraphError } from '../errors.js';
import { createTokenizer } from './create-tokenizer.js';
import type { Tokenizer } from './tokenizer.js';

/**
 * The tokenizer of a `tokenizer.json`, as bytes.
 *
 * @throws SeraphError bad-format for bytes that are no JSON, and what `createTokenizer` throws.
 */
export function parseTokenizer(bytes: Uint8Array): Tokenizer {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new SeraphError(
      'bad-format',
      'The tokenizer file of the model is damaged. Your documents and decisions are safe. Load the model again; if this stays, fetch or convert the model anew.',
      { expected: 'JSON', got: error instanceof Error ? error.message : String(error) },
    );
  }
  return createTokenizer(json);
}
