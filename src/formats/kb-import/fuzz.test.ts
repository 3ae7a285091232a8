import { describe, expect, it } from 'vitest';
import { fuzzImporter } from './testing/fuzz.js';
import { VOCABULARIES } from './testing/vocabularies.js';

/** `npm run fuzz-imports` tries many more. */
const INPUTS = 200;
/** A machine under load may be slow; a loop that does not end is slower. */
const SLOW_MS = 10_000;

describe('damaged files', () => {
  it.each(Object.keys(VOCABULARIES))(
    'give concepts of %s, or an error that says so',
    async (example) => {
      const result = await fuzzImporter(example, INPUTS, 1, SLOW_MS);
      expect(result.bugs).toEqual([]);
      // Damage that is always fatal, or never, would show nothing.
      expect(result.read).toBeGreaterThan(INPUTS / 50);
      expect(result.refused).toBeGreaterThan(INPUTS / 50);
    },
    120_000,
  );
});
