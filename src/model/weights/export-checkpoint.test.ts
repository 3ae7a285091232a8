import { describe, expect, it } from 'vitest';
import type { TokenId } from '../../core/ids.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import { exportCheckpoint } from './export-checkpoint.js';
import { readConfig, readLayout } from './hugging-face.js';
import type { LoadedWeights } from './load.js';

const read = goldenFolder('tiny-beam');
const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
const withTokenizer = (tokenizer: object): LoadedWeights => ({
  ...weights,
  tokenizer: new TextEncoder().encode(JSON.stringify(tokenizer)),
});
const padOf = (tokenizer: object): unknown =>
  (
    JSON.parse(new TextDecoder().decode(exportCheckpoint(withTokenizer(tokenizer)).config)) as {
      pad_token_id: unknown;
    }
  ).pad_token_id;

/** No tokenizer is asked where there is a `seraph.json`. */
const unasked = () => {
  throw new Error('asked');
};

describe('exportCheckpoint', () => {
  it('gives a configuration and a layout that read back as those of the model', () => {
    const { config, layout } = exportCheckpoint(weights);
    expect(readConfig(config)).toEqual(weights.manifest.config);
    expect(readLayout(config, layout, unasked)).toEqual(weights.manifest.layout);
  });

  it('gives no layout for a model in the way of ANGEL, which reads back without one', () => {
    const pieces: Readonly<Record<string, readonly number[]>> = { ' START': [7, 8], ' END': [9] };
    const tokenize = (text: string) => (pieces[text] ?? []) as readonly TokenId[];
    const angel = {
      ...weights.manifest.layout,
      start: tokenize(' START'),
      end: tokenize(' END'),
      contextPieces: 128,
      namePrefix: ' ',
    };
    const { config, layout } = exportCheckpoint({
      ...weights,
      manifest: { ...weights.manifest, layout: angel },
    });
    expect(layout).toBeNull();
    expect(readLayout(config, layout, tokenize)).toEqual(angel);
  });

  it('finds the piece for padding in the tokenizer, and says when there is none', () => {
    const added_tokens = [
      { id: 0, content: '<s>' },
      { id: 5, content: '<pad>' },
    ];
    expect(padOf({ added_tokens })).toBe(5);
    expect(padOf({ added_tokens, padding: { pad_id: 6 } })).toBe(6);
    expect(() => padOf({ added_tokens: added_tokens.slice(0, 1), padding: null })).toThrow(
      expect.objectContaining({
        kind: 'bad-format',
        data: { expected: '[PAD] or <pad>', got: '<s>' },
      }) as Error,
    );
  });
});
