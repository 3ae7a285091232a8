import { beforeAll, describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, MentionId, Sha256 } from '../../src/core/ids.js';
import { createConcept, exactSynonyms, type KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { spanOf } from '../../src/core/text/span.js';
import { DEFAULT_TRAINING } from '../../src/core/training/settings.js';
import { goldenFolder } from '../../src/model/testing/golden-folder.js';
import { convertInMemory, sourceOf } from '../../src/model/testing/hugging-face.js';
import { NO_STORE } from '../evaluation/hypothesis-store.js';
import { loadLinkerParts } from '../node/load-linker.js';
import { createGenerator } from './generator.js';
import { createLearner } from './learner.js';
import { replaySample } from './replay-sample.js';
import { runArm, type ArmResult, type Simulation } from './run-arm.js';
import { walkFrom, type WalkDocument } from './walk.js';

const concepts = ['Acid fever', 'Base fever', 'Cold', 'Dry cold', 'Eel pox', 'Fox pox'].map((name, index) =>
  createConcept({
    id: `X${index}` as ConceptId,
    name,
    synonyms: exactSynonyms([`${name} syndrome`], name),
    group: 'Disease',
  }),
);
const kb: KnowledgeBase = {
  hash: 'a'.repeat(64) as Sha256,
  concepts,
  info: {
    id: 'tiny',
    title: 'Tiny',
    version: '1',
    source: '',
    licence: '',
    attribution: '',
    linkTemplate: '',
    conceptCount: concepts.length,
    nameCount: 2 * concepts.length,
  },
};

/** Words that are no name of any concept, each always of the same one; the last of none at all. */
const SAID: readonly (readonly [words: string, concept: number | null])[] = [
  ['the barn ache', 3],
  ['harbour cough', 4],
  ['mill shakes', 0],
  ['lamp sickness', null],
];

function document(number: number): WalkDocument {
  const parts = SAID.map(([words]) => `visitor ${number} came with ${words}`);
  const text = `${parts.join(' and ')}.`;
  const mentions = SAID.map(([words, concept], place) => {
    const start = text.indexOf(words);
    return {
      mention: {
        id: `${place}` as MentionId,
        span: spanOf(start, start + words.length),
        type: 'Disease',
        origin: 'file' as const,
      },
      text: words,
      gold: new Set(concept === null ? [] : [concept]),
      nil: concept === null,
    };
  });
  return { id: `${number}` as DocumentId, text, mentions };
}

const corpus = Array.from({ length: 10 }, (_, number) => document(number));
const walk = walkFrom(corpus, 0, { decisions: 24, ahead: 100 });

let simulation: Simulation;

beforeAll(async () => {
  const files = await convertInMemory(goldenFolder('tiny-beam'), { dtype: 'f32' });
  const parts = await loadLinkerParts('', kb, () => undefined, undefined, sourceOf(files));
  const replay = replaySample(parts, 3);
  simulation = {
    parts,
    generator: createGenerator(parts, NO_STORE),
    learner: createLearner(parts, replay),
    replay,
    settings: { ...DEFAULT_TRAINING, rate: 1e-2, epochs: 8, heldOut: 0, replay: 0 },
    every: 12,
    say: () => undefined,
    status: () => undefined,
  };
});

function rightOf(result: ArmResult, kind: 'system' | 'model'): number {
  return result.ahead.reduce((sum, document) => sum + document[kind], 0);
}

describe('runArm', () => {
  it('decides every mention, and counts only those with a concept', async () => {
    const result = await runArm(simulation, walk, 'none', 1);
    expect(result.decided).toHaveLength(24);
    expect(result.decided.filter((isRight) => isRight === null)).toHaveLength(6);
    expect(result.actions.nil).toBe(6);
    expect(result.actions.accept + result.actions.correct).toBe(18);
    expect(result.ahead.map(({ document: id }) => id)).toEqual(['6', '7', '8', '9']);
    expect(result.ahead.map(({ mentions }) => mentions)).toEqual([3, 3, 3, 3]);
    expect(result.trainings).toEqual([]);
    expect(result.replay).toBeNull();
  });

  it('brings by memory what was said before in the same words', async () => {
    const none = await runArm(simulation, walk, 'none', 1);
    const memory = await runArm(simulation, walk, 'memory', 1);
    expect(rightOf(none, 'system')).toBeLessThan(12);
    expect(rightOf(memory, 'system')).toBe(12);
    expect(rightOf(memory, 'model')).toBe(rightOf(none, 'model'));
    // The first document is met with nothing remembered, the second with all that it says.
    expect(memory.decided.slice(0, 4)).toEqual(none.decided.slice(0, 4));
    expect(memory.decided.slice(4, 8)).toEqual([true, true, true, null]);
  });

  it.each(['dpo', 'positives'] as const)('teaches the generator by %s', async (arm) => {
    const none = await runArm(simulation, walk, 'none', 1);
    const taught = await runArm(simulation, walk, arm, 1);
    expect(taught.trainings.map(({ decisions }) => decisions)).toEqual([12, 24]);
    expect(taught.trainings.every(({ examples, steps }) => examples > 0 && steps > 0)).toBe(true);
    expect(rightOf(taught, 'model')).toBeGreaterThan(rightOf(none, 'model'));
    expect(taught.replay?.names).toBe(simulation.replay.judged.length);
    expect(taught.replay?.names).toBeGreaterThan(0);
    // Before the first training nothing differs.
    expect(taught.decided.slice(0, 12)).toEqual(none.decided.slice(0, 12));
  });

  it('finds the same again under the same seed', async () => {
    const [first, second] = [
      await runArm(simulation, walk, 'dpo_memory', 2),
      await runArm(simulation, walk, 'dpo_memory', 2),
    ];
    const timeless = ({ decided, ahead, replay, actions }: ArmResult) => ({
      decided,
      ahead,
      replay,
      actions,
    });
    expect(timeless(second)).toEqual(timeless(first));
  });
});
