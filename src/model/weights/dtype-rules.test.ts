import { expect, it } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { dtypeRules } from './dtype-rules.js';

it('follows the last rule that fits', () => {
  const of = dtypeRules(['q4_32', 'encoder.=q8_32', 'encoder.layers.0.=f32']);
  expect(of('shared.weight')).toBe('q4_32');
  expect(of('encoder.layers.1.fc1.weight')).toBe('q8_32');
  expect(of('encoder.layers.0.fc1.weight')).toBe('f32');
  expect(dtypeRules(['shared.weight=q4_32', 'f32'])('shared.weight')).toBe('f32');
});

it.each(['q5_32', 'encoder.=', 'encoder.=int4', ''])('refuses "%s" and names the types', (rule) => {
  expect(() => dtypeRules([rule])).toThrow(SeraphError);
  expect(() => dtypeRules([rule])).toThrow(/f32, q8_32, q4_32/);
});
