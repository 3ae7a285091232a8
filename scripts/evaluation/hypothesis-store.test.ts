import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { observedScorer, pseudoModel } from '../../src/core/decode/testing/pseudo-model.js';
import { searchNames } from '../../src/core/link/create-linker.js';
import { concept, kbOf, layout, tokenizer } from '../../src/core/link/testing/tiny-kb.js';
import { openHypothesisStore } from './hypothesis-store.js';

const kb = kbOf([concept('X0', 'Cold Fever', 'Fever, Cold'), concept('X1', 'Warm Fever')]);
const scorer = observedScorer(pseudoModel(tokenizer.vocabularySize, 3));
const input = { source: [layout.bos, layout.eos], prefix: [layout.decoderStart] };
const generatorHash = 'a'.repeat(64);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hypotheses-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives back in a later run what the search found, states included', async () => {
  const [found = []] = await searchNames({ scorer, layout }, kb, [input], 3, {});
  expect(found).toHaveLength(3);
  const first = await openHypothesisStore(folder, { kb, generatorHash }, 3);
  await first.add([['key', found]]);
  const second = await openHypothesisStore(folder, { kb, generatorHash }, 3);
  expect(second.get('key')).toEqual(found);
  expect(second.get('other')).toBeUndefined();
});

it('keeps generators and beams apart, and passes over half a line', async () => {
  const store = await openHypothesisStore(folder, { kb, generatorHash }, 3);
  await store.add([['key', []]]);
  const [file = ''] = await readdir(folder);
  await appendFile(path.join(folder, file), '["cut",[[[1,2');
  expect((await openHypothesisStore(folder, { kb, generatorHash }, 3)).get('key')).toEqual([]);
  expect((await openHypothesisStore(folder, { kb, generatorHash }, 5)).get('key')).toBeUndefined();
  const other = { kb, generatorHash: 'b'.repeat(64) };
  expect((await openHypothesisStore(folder, other, 3)).get('key')).toBeUndefined();
});
