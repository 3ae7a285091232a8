import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { createDocumentId } from './document-id.js';

it('makes the same ids from the same seed, and no two alike', () => {
  const ids = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 1000 }, () => createDocumentId(random));
  };
  expect(ids(7)).toEqual(ids(7));
  expect(new Set([...ids(7), ...ids(8)]).size).toBe(2000);
  expect(ids(7).every((id) => /^d-[0-9a-f]{16}$/.test(id))).toBe(true);
});
