import { describe, expect, it } from 'vitest';
import type { ArmName } from './arms.js';
import { learningCurve } from './curve-svg.js';
import { summaryJson, summaryTable } from './report.js';
import type { ArmResult, JudgedAhead } from './run-arm.js';
import { differencesOf, summariesOf } from './summary.js';

function ahead(document: string, mentions: number, system: number, model = system): JudgedAhead {
  return { document, mentions, system, model };
}

function result(arm: ArmName, seed: number, documents: readonly JudgedAhead[]): ArmResult {
  return {
    seed,
    arm,
    decided: [...Array.from({ length: 50 }, (_, i) => i % 2 === 0), true, null],
    actions: { accept: 50, correct: 1, nil: 1 },
    ahead: documents,
    trainings: [],
    replay: arm === 'dpo_memory' ? { names: 200, before: 150, after: 150 - seed } : null,
    seconds: 1,
  };
}

const results = [
  result('none', 1, [ahead('a', 4, 2), ahead('b', 6, 3)]),
  result('none', 2, [ahead('b', 6, 3), ahead('c', 4, 1)]),
  result('dpo_memory', 1, [ahead('a', 4, 3, 4), ahead('b', 6, 4, 6)]),
  result('dpo_memory', 2, [ahead('b', 6, 4, 6), ahead('c', 4, 2, 4)]),
];

describe('summariesOf', () => {
  it('means over the seeds, each by its mentions', () => {
    const [none, learnt] = summariesOf(results);
    expect(none?.ofSeeds).toEqual([50, 40]);
    expect(none?.system.value).toBe(45);
    expect(learnt?.system.value).toBe(65);
    expect(learnt?.model.value).toBe(100);
    expect(none?.windows).toEqual([50, 100]);
    expect(none?.replayLoss).toBeNull();
    expect(learnt?.replayLoss).toBe(0.75);
  });
});

describe('differencesOf', () => {
  it('pairs the documents: what is better in each of them is better in every draw', () => {
    const [difference, ...others] = differencesOf(results);
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ arm: 'dpo_memory', than: 'none', system: { value: 20 } });
    expect(difference?.system.lower).toBeGreaterThan(0);
    expect(difference?.system.lower).toBeLessThan(20);
    expect(difference?.system.upper).toBeGreaterThan(20);
  });

  it('compares only seeds that both arms have', () => {
    const [difference] = differencesOf([...results, result('dpo_memory', 3, [ahead('d', 5, 5)])]);
    expect(difference?.system.value).toBe(20);
  });
});

describe('the report', () => {
  it('ends with what a program reads', () => {
    const line = summaryJson({ corpus: 'made up' }, results, summariesOf(results), differencesOf(results));
    expect(JSON.parse(line)).toMatchObject({
      corpus: 'made up',
      none: 45,
      dpo_memory: 65,
      gain_dpo_memory: 20,
      replay_loss: 0.75,
    });
    expect(summaryTable(summariesOf(results), differencesOf(results))).toContain('dpo_memory - none');
  });

  it('draws one line and one interval an arm', () => {
    const svg = learningCurve('a < b', summariesOf(results));
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/r="5"/g)).toHaveLength(2);
    expect(svg).toContain('a &lt; b');
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
