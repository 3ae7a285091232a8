import { describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING } from '../../src/core/training/settings.js';
import { simulateOptions } from './options.js';

const NEEDED = ['--corpus', 'c.pubtator', '--kb', 'mesh'];

describe('simulateOptions', () => {
  it('takes the training settings as flags, and the page’s where none is given', () => {
    const { settings, arms, every } = simulateOptions([
      ...NEEDED,
      ...[
        '--rate',
        '1e-3',
        '--warm-up',
        '0.2',
        '--loss',
        'ipo',
        '--targets',
        'cross-attention',
        '--arms',
        'none,dpo',
      ],
    ]);
    expect(settings).toEqual({
      ...DEFAULT_TRAINING,
      rate: 1e-3,
      warmUp: 0.2,
      loss: 'ipo',
      targets: ['cross-attention'],
    });
    expect(arms).toEqual(['none', 'dpo']);
    expect(every).toBe(50);
  });

  it.each([
    [['--kb', 'mesh'], '--corpus and --kb are needed'],
    [[...NEEDED, '--every', '0'], '--every takes a whole number from 1, not 0'],
    [[...NEEDED, '--arms', 'none,magic'], '--arms takes none, memory, positives, dpo, dpo_memory, not magic'],
    [[...NEEDED, '--rate', 'fast'], 'rate must be a number above 0, up to 0.1, not NaN'],
    [[...NEEDED, '--speed', '2'], "Unknown option '--speed'"],
  ])('says what is wrong with %j', (argv, problem) => {
    expect(() => simulateOptions(argv)).toThrow(problem);
  });
});
