import { expect, it } from 'vitest';
import { partsOf } from './composite.js';

it.each([
  ['breast and ovarian cancer', ['breast cancer', 'ovarian cancer']],
  ['breast, lung or ovarian cancer', ['breast cancer', 'lung cancer', 'ovarian cancer']],
  ['breast/ovarian cancer', ['breast cancer', 'ovarian cancer']],
  ['cancer of the breast and ovary', ['cancer of the breast', 'cancer of the ovary']],
  ['deafness and blindness', ['deafness', 'blindness']],
])('writes the parts of "%s" out', (mention, parts) => {
  expect(partsOf(mention)).toEqual(expect.arrayContaining(parts));
});

it.each([
  'breast cancer',
  'anderson disease',
  '',
  ' and ',
  'one two three four five six seven and nine ten 11 12 13',
])('finds no parts in "%s"', (mention) => {
  expect(partsOf(mention)).toEqual([]);
});
