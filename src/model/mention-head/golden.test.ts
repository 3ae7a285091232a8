import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { spanOf } from '../../core/text/span.js';
import { parseTokenizer } from '../../core/tokenizer/parse-tokenizer.js';
import { createEngine } from '../bart/engine.js';
import { largestDifference } from '../testing/golden.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import type { LoadedWeights } from '../weights/load.js';
import { emissionsOf } from './emissions.js';
import { encoderFingerprint, loadMentionHead, type HeadSource, type MentionHead } from './head-file.js';
import { knownTags } from './known-tags.js';
import { createMentionTagger, projectedWords } from './tagger.js';
import { headWordsOf } from './words.js';

/** Against PyTorch in f32. */
const TOLERANCE = 1e-4;

type Written = readonly [start: number, end: number, type: string];

interface GoldenText {
  readonly text: string;
  readonly known: readonly Written[];
  readonly emissions: readonly (readonly number[])[];
  readonly spans: readonly Written[];
}

const golden = (name: string): Promise<Buffer> => readFile(new URL(`golden/${name}`, import.meta.url));
const source: HeadSource = { headManifest: golden, headFile: golden };
const knownOf = ({ known }: GoldenText) =>
  known.map(([start, end, type]) => ({ span: spanOf(start, end), type }));

async function present(): Promise<{ weights: LoadedWeights; head: MentionHead }> {
  const weights = await weightsFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'f32' });
  const head = await loadMentionHead(source, weights);
  if (!head) throw new Error('The golden head is missing.');
  return { weights, head };
}

describe('the head of PyTorch', () => {
  let texts: readonly GoldenText[];
  let weights: LoadedWeights;
  let head: MentionHead;
  beforeAll(async () => {
    await useNodeBackend('cpu');
    texts = JSON.parse((await golden('golden.json')).toString('utf8')) as readonly GoldenText[];
    ({ weights, head } = await present());
  });

  function parts() {
    const engine = createEngine(weights, 'cpu');
    return {
      engine,
      head,
      tokenizer: parseTokenizer(weights.tokenizer),
      states: engine.readStates(head.projections),
      layout: weights.manifest.layout,
      maxPositions: engine.maxPositions,
    };
  }

  it('scores words alike, in documents of one window and of several', async () => {
    const used = parts();
    let largest = 0;
    for (const each of texts) {
      const words = headWordsOf(each.text, used.tokenizer);
      const emissions = emissionsOf(head.layers, {
        text: each.text,
        words,
        projected: await projectedWords(used, words),
        known: knownTags(words, knownOf(each), head.types),
        tagCount: head.crf.first.length,
      });
      largest = Math.max(largest, largestDifference(emissions, each.emissions.flat()));
    }
    used.engine.dispose();
    process.stdout.write(`mention head: emissions ${largest.toExponential(1)}\n`);
    expect(largest).toBeLessThan(TOLERANCE);
  });

  it('finds the same mentions, with probabilities, and holds no tensor after', async () => {
    const used = parts();
    const tagger = createMentionTagger(used);
    const before = tf.memory().numTensors;
    for (const each of texts) {
      const found = await tagger.tag(each.text, {}, knownOf(each));
      expect(found.map(({ span, type }) => [span.start, span.end, type])).toEqual(each.spans);
      for (const { confidence } of found) {
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }
    expect(tf.memory().numTensors).toBe(before);
    used.engine.dispose();
  });

  it('finds nothing where there are no words', async () => {
    const used = parts();
    expect(await createMentionTagger(used).tag(' \n')).toEqual([]);
    used.engine.dispose();
  });

  it('stops when asked to', async () => {
    const used = parts();
    await expect(
      createMentionTagger(used).tag('Lithium', { signal: { aborted: true } }),
    ).rejects.toMatchObject({
      kind: 'aborted',
    });
    used.engine.dispose();
  });
});

describe('loadMentionHead', () => {
  const changed = (change: (manifest: Record<string, unknown>) => void): HeadSource => ({
    ...source,
    async headManifest() {
      const manifest = JSON.parse((await golden('mention-head.json')).toString('utf8')) as Record<
        string,
        unknown
      >;
      change(manifest);
      return new TextEncoder().encode(JSON.stringify(manifest));
    },
  });

  it('knows the encoder by its vectors, however its matrices are stored', async () => {
    const { weights } = await present();
    const small = await weightsFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'q8_32' });
    expect(await encoderFingerprint(small)).toBe(await encoderFingerprint(weights));
    const other = await weightsFromHuggingFace(goldenFolder('tiny-plain'), { dtype: 'f32' });
    expect(await encoderFingerprint(other)).not.toBe(await encoderFingerprint(weights));
  });

  it('gives null for a model that came without a head', async () => {
    const { weights } = await present();
    expect(
      await loadMentionHead({ ...source, headManifest: () => Promise.resolve(null) }, weights),
    ).toBeNull();
  });

  it.each([
    [
      'another encoder',
      (root: Record<string, unknown>) => (root.encoder = '0'.repeat(64)),
      'model-incompatible',
    ],
    ['another version', (root: Record<string, unknown>) => (root.formatVersion = 2), 'bad-version'],
    ['a layer that is not there', (root: Record<string, unknown>) => (root.layers = [3]), 'bad-format'],
    ['widths that ask for more', (root: Record<string, unknown>) => (root.hidden = 9), 'bad-format'],
    ['widths that ask for less', (root: Record<string, unknown>) => (root.hidden = 7), 'bad-format'],
    [
      'a file outside the folder',
      (root: Record<string, unknown>) => (root.weights = { file: '../x', bytes: 1, sha256: '0'.repeat(64) }),
      'bad-format',
    ],
  ])('refuses %s', async (_, change, kind) => {
    const { weights } = await present();
    await expect(loadMentionHead(changed(change), weights)).rejects.toMatchObject({ kind });
  });

  it('refuses weights that are damaged or cut off', async () => {
    const { weights } = await present();
    const damaged = new Uint8Array(await golden('mention-head.bin'));
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    for (const bytes of [damaged, damaged.subarray(1)]) {
      const bad = { ...source, headFile: () => Promise.resolve(bytes) };
      await expect(loadMentionHead(bad, weights)).rejects.toMatchObject({ kind: 'bad-hash' });
    }
  });
});
