import { expect, it } from 'vitest';
import { duration, interval, percent, points } from './figures.js';

it('writes shares, intervals and differences with one place after the point', () => {
  expect(percent(81.25)).toBe('81.3 %');
  expect(interval({ value: 1, lower: 0.04, upper: 99.96 })).toBe('0.0 to 100.0');
  expect([points(2.44), points(-2.44), points(-0.04), points(0.04)]).toEqual(['+2.4', '−2.4', '0.0', '0.0']);
});

it('writes a length of time in the unit that fits', () => {
  expect([duration(44.6), duration(200), duration(9000)]).toEqual(['45 s', '3 min', '2.5 h']);
});
