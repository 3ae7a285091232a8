import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TokenId } from '../ids.js';
import { createTokenizer } from './create-tokenizer.js';

/** Ids of the reference tokenizer on names, prose, odd and random texts; see training/golden/make_tokenizer.py. */
interface Results {
  readonly vocabularySize: number;
  readonly ids: readonly (readonly TokenId[])[];
  readonly decoded: readonly string[];
}

interface Cases {
  readonly texts: readonly string[];
  readonly wordPiece: Results;
  readonly byteLevelBpe: Results;
  readonly byteLevelBpeSpaced: Pick<Results, 'ids'>;
  readonly bert: Results;
}

const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as unknown;
const cases = readJson('golden/cases.json') as Cases;
const wordPieceFile = readJson('golden/word-piece.json');
const byteLevelFile = readJson('golden/byte-level-bpe.json') as { pre_tokenizer: object };

/** Text beside result, so that a failure shows which text it is. */
function paired<T>(results: readonly T[]): [string, T | undefined][] {
  return cases.texts.map((text, index) => [text, results[index]]);
}

function expectEqual(json: unknown, expected: Results): void {
  const tokenizer = createTokenizer(json);
  expect(tokenizer.vocabularySize).toBe(expected.vocabularySize);
  expect(paired(cases.texts.map((text) => tokenizer.encode(text)))).toEqual(paired(expected.ids));
  expect(paired(expected.ids.map((ids) => tokenizer.decode(ids)))).toEqual(paired(expected.decoded));
}

test('the golden file holds names, prose, odd and random texts', () => {
  expect(cases.texts.length).toBeGreaterThan(600);
  expect(cases.wordPiece.ids.flat().length).toBeGreaterThan(cases.texts.length * 5);
});

test('word pieces give the ids and texts of the reference', () => {
  expectEqual(wordPieceFile, cases.wordPiece);
});

test('byte-level BPE gives the ids and texts of the reference', () => {
  expectEqual(byteLevelFile, cases.byteLevelBpe);
});

test('byte-level BPE with add_prefix_space gives the ids of the reference', () => {
  const tokenizer = createTokenizer({
    ...byteLevelFile,
    pre_tokenizer: { ...byteLevelFile.pre_tokenizer, add_prefix_space: true },
  });
  expect(paired(cases.texts.map((text) => tokenizer.encode(text)))).toEqual(
    paired(cases.byteLevelBpeSpaced.ids),
  );
});

const shipped = new URL('../../../public/models/default/tokenizer.json', import.meta.url);
test.skipIf(!existsSync(shipped))(
  `the shipped tokenizer gives the ids of the reference${existsSync(shipped) ? '' : ' (SKIPPED: public/models/default/tokenizer.json is absent)'}`,
  () => {
    expectEqual(JSON.parse(readFileSync(shipped, 'utf8')), cases.bert);
  },
);
