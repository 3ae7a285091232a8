import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adaptedModules, createAdapter } from './adapter.js';
import { factorsOf, withFactors } from './factors.js';

const DECODER = { width: 32, decoderLayers: 2, decoderFfn: 64 };
const SHAPE = {
  rank: 4,
  alpha: 8,
  targets: ['self-attention', 'cross-attention', 'first-feed-forward'],
} as const;

describe('an adapter', () => {
  it('is of the modules that PEFT names', () => {
    const golden = new URL('../../model/golden/preference/tiny-plain/golden.json', import.meta.url);
    const { adapter } = JSON.parse(readFileSync(golden, 'utf8')) as { adapter: { modules: string[] } };
    const modules = adaptedModules(DECODER, SHAPE.targets).map(({ module }) => `model.${module}`);
    expect([...modules].sort()).toEqual([...adapter.modules].sort());
  });

  it('has the same modules in whatever order its targets are given', () => {
    expect(adaptedModules(DECODER, ['first-feed-forward', 'self-attention'])).toEqual(
      adaptedModules(DECODER, ['self-attention', 'first-feed-forward']),
    );
    expect(adaptedModules(DECODER, ['second-feed-forward'])[0]).toEqual({
      module: 'decoder.layers.0.fc2',
      inputs: 64,
      outputs: 32,
    });
  });

  it('begins without an effect, within the bounds that PEFT draws from, and follows from its seed', () => {
    const adapter = createAdapter(DECODER, SHAPE, 3);
    for (const { a, b, inputs, outputs } of adapter.matrices) {
      expect([a.length, b.length]).toEqual([4 * inputs, outputs * 4]);
      expect(b.every((value) => value === 0)).toBe(true);
      const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(inputs ** -0.5);
      expect(largest).toBeGreaterThan(0.8 * inputs ** -0.5);
    }
    expect(createAdapter(DECODER, SHAPE, 3)).toEqual(adapter);
    expect(createAdapter(DECODER, SHAPE, 4)).not.toEqual(adapter);
  });

  it('becomes a list of factors and back', () => {
    const adapter = createAdapter(DECODER, SHAPE, 3);
    const factors = factorsOf(adapter);
    expect(withFactors(adapter, factors)).toEqual(adapter);
    expect(() => withFactors(adapter, factors.slice(2))).toThrow(RangeError);
  });
});
