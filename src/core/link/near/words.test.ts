import { expect, it } from 'vitest';
import { nearKey, nearWords } from './words.js';

it('writes American, and the numeral after "type" in digits', () => {
  expect(nearWords('Haemorrhages of type IIb tumours')).toEqual([
    'hemorrhages',
    'of',
    'type',
    '2b',
    'tumors',
  ]);
  expect(nearWords('benzenesulphonate of aluminium')).toEqual(['benzenesulfonate', 'of', 'aluminum']);
  expect(nearWords('Types IV and X')).toEqual(['types', '4', 'and', 'x']);
  expect(nearWords('type X, type mix, vitamin IV')).toEqual(['type', '10', 'type', 'mix', 'vitamin', 'iv']);
});

it('has one key for case, spelling, number and the order of words', () => {
  expect(nearKey('Tumours, Jaw')).toBe(nearKey('jaw tumor'));
  expect(nearKey('Gaucher disease type II')).toBe(nearKey('Disease, Gaucher, Type 2'));
  expect(nearKey('jaw tumor')).not.toBe(nearKey('jaw'));
});
