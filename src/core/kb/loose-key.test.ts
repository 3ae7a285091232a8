import { describe, expect, it } from 'vitest';
import { looseKey } from './loose-key.js';

describe('looseKey', () => {
  it.each([
    ['Neoplasms, Breast', 'breast neoplasm'],
    ['Cancer of the Breast', 'breast cancers'],
    ['x-linked ataxia', 'Ataxia, X Linked'],
    ['allergies', 'Allergy'],
  ])('%s meets %s', (a, b) => {
    expect(looseKey(a)).toBe(looseKey(b));
  });

  it.each([
    ['virus', 'viru'],
    ['type 1', 'type 2'],
  ])('%s does not meet %s', (a, b) => {
    expect(looseKey(a)).not.toBe(looseKey(b));
  });
});
