import { existsSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { folderSource } from '../../../scripts/node/load-linker.js';
import { textOf } from '../../core/text/span.js';
import { parseTokenizer } from '../../core/tokenizer/parse-tokenizer.js';
import { createEngine } from '../bart/engine.js';
import { loadModel } from '../weights/load.js';
import { HEAD_FILE } from './head-file.js';
import { taggerOf } from './tagger.js';

const FOLDER = path.join(import.meta.dirname, '../../../public/models/default');
const isShipped = existsSync(path.join(FOLDER, HEAD_FILE));
if (!isShipped) process.stdout.write(`skipped: there is no ${HEAD_FILE} beside the shipped model\n`);

const TEXT =
  'Three women with bipolar disorder were given lithium for years. Two had tremor, and one had renal failure ' +
  'after haloperidol was added. None of the others, who took placebo, was ill.';

it.skipIf(!isShipped)(
  'finds plain mentions with the shipped model, with no dictionary',
  { timeout: 120_000 },
  async () => {
    const { backend } = await useNodeBackend('wasm');
    const source = folderSource(FOLDER);
    const weights = await loadModel(source);
    const engine = createEngine(weights, backend);
    const tagger = await taggerOf({ weights, engine, tokenizer: parseTokenizer(weights.tokenizer) }, source);
    const before = tf.memory().numTensors;
    const found = (await tagger?.tag(TEXT)) ?? [];
    expect(tf.memory().numTensors).toBe(before);
    expect(found.map(({ span, type }) => `${textOf(TEXT, span)}: ${type}`)).toEqual(
      expect.arrayContaining(['bipolar disorder: Disease', 'lithium: Chemical', 'renal failure: Disease']),
    );
    engine.dispose();
  },
);
