import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeraphError } from '../errors.js';
import type { TokenId } from '../ids.js';
import { createTokenizer } from './create-tokenizer.js';

const SEED = 20261124;
const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, object> & {
    model: Record<string, unknown>;
  };
const wordPieceFile = readJson('golden/word-piece.json');
const byteLevelFile = readJson('golden/byte-level-bpe.json');
const wordPiece = createTokenizer(wordPieceFile);
const byteLevel = createTokenizer(byteLevelFile);
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
/** Any UTF-16 units, so lone surrogates too. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

describe('worked example', () => {
  const tokenizer = createTokenizer({
    ...wordPieceFile,
    added_tokens: [],
    model: {
      ...wordPieceFile.model,
      vocab: { '[UNK]': 0, cyst: 1, '##ic': 2, fib: 3, '##rosis': 4, '-': 5 },
    },
  });
  const pieces = (text: string) => tokenizer.encode(text).map((id) => tokenizer.piece(id));

  test('takes the longest piece first and continues with ##', () => {
    expect(pieces('Cystic fibrosis')).toEqual(['cyst', '##ic', 'fib', '##rosis']);
  });

  test('a word with a part that has no piece is unknown as a whole', () => {
    expect(pieces('cystic-fibrous')).toEqual(['cyst', '##ic', '-', '[UNK]']);
  });

  test('the length of a word counts code points', () => {
    const vocab = { '[UNK]': 0, '😀': 1, '##😀': 2 };
    const model = { ...wordPieceFile.model, vocab, max_input_chars_per_word: 3 };
    const short = createTokenizer({ ...wordPieceFile, added_tokens: [], model });
    expect(short.encode('😀😀😀')).toEqual([1, 2, 2]);
    expect(short.encode('😀😀😀😀')).toEqual([0]);
  });

  test('joins the pieces back', () => {
    expect(tokenizer.decode(tokenizer.encode('Cystic fibrosis'))).toBe('cystic fibrosis');
  });
});

describe('any text', () => {
  test(`byte-level BPE gives any well-formed text back (seed ${SEED})`, () => {
    const ordinary = anyText.filter((text) => !text.includes('<'));
    fc.assert(
      fc.property(ordinary, (text) => {
        expect(byteLevel.decode(byteLevel.encode(text))).toBe(text);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test(`lone surrogates never throw, and mean U+FFFD or nothing (seed ${SEED})`, () => {
    fc.assert(
      fc.property(anyUnits, (text) => {
        expect(byteLevel.encode(text)).toEqual(byteLevel.encode(wellFormed(text)));
        expect(wordPiece.encode(text)).toEqual(wordPiece.encode(wellFormed(text)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test(`every id is in the vocabulary, whatever was tokenised before (seed ${SEED})`, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const fresh = createTokenizer(wordPieceFile).encode(text);
        expect(wordPiece.encode(text)).toEqual(fresh);
        for (const id of fresh) expect(wordPiece.tokenId(wordPiece.piece(id))).toBe(id);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test('a word of a million letters is one unknown piece, or is merged in reasonable time', () => {
    const word = 'ab'.repeat(500_000);
    expect(wordPiece.encode(word)).toEqual([wordPiece.tokenId('[UNK]')]);
    expect(byteLevel.decode(byteLevel.encode(word))).toBe(word);
  });
});

describe('added tokens', () => {
  test('are matched as written, and only those of the file', () => {
    const cls = wordPiece.tokenId('[CLS]');
    expect(wordPiece.encode('[CLS]')).toEqual([cls]);
    expect(wordPiece.encode('[cls]')).not.toContain(cls);
    expect(wordPiece.tokenId('[unused0]')).toBeDefined();
    expect(wordPiece.encode('[unused0]')).not.toContain(wordPiece.tokenId('[unused0]'));
  });

  test('a whole-word token is not cut out of a longer word', () => {
    const token = { id: 5000, content: 'tok', single_word: true, normalized: false };
    const tokenizer = createTokenizer({ ...byteLevelFile, added_tokens: [token] });
    expect(tokenizer.encode('a tok b')).toContain(5000);
    expect(tokenizer.encode('a tokb')).not.toContain(5000);
    expect(tokenizer.encode('atok b')).not.toContain(5000);
  });

  test('the longest of those that begin at one place wins', () => {
    const added = ['<a', '<ab'].map((content, index) => ({ id: 5000 + index, content, normalized: false }));
    expect(createTokenizer({ ...byteLevelFile, added_tokens: added }).encode('<ab')).toEqual([5001]);
  });
});

test('merges written as text and as pairs are the same tokenizer', () => {
  const merges = (byteLevelFile.model.merges as [string, string][]).map((pair) => pair.join(' '));
  const older = createTokenizer({ ...byteLevelFile, model: { ...byteLevelFile.model, merges } });
  const text = 'Chronic granulomatous disease, autosomal';
  expect(older.encode(text)).toEqual(byteLevel.encode(text));
});

describe('bad files', () => {
  const vocab = byteLevelFile.model.vocab as Record<string, number>;
  const bad: [string, unknown, string][] = [
    ['not an object', 'text', 'the file'],
    ['no model', {}, 'model'],
    ['no vocabulary', { model: { type: 'BPE' } }, 'model.vocab'],
    ['another model', { model: { type: 'Unigram', vocab: {} } }, 'model.type'],
    ['a broken id', { model: { type: 'BPE', vocab: { a: -1 } } }, 'model.vocab["a"]'],
    ['no normaliser', { ...wordPieceFile, normalizer: null }, 'normalizer'],
    ['another pre-tokeniser', { ...wordPieceFile, pre_tokenizer: { type: 'Whitespace' } }, 'pre_tokenizer'],
    [
      'no unknown piece',
      { ...wordPieceFile, model: { ...wordPieceFile.model, unk_token: '?!' } },
      'model.vocab',
    ],
    ['a normaliser before bytes', { ...byteLevelFile, normalizer: { type: 'NFC' } }, 'normalizer'],
    [
      'a merge without its piece',
      { ...byteLevelFile, model: { ...byteLevelFile.model, merges: ['Q Q'] } },
      'model.vocab["QQ"]',
    ],
    [
      'a broken merge',
      { ...byteLevelFile, model: { ...byteLevelFile.model, merges: ['Q'] } },
      'model.merges[0]',
    ],
    [
      'a missing byte',
      { ...byteLevelFile, model: { ...byteLevelFile.model, vocab: { ...vocab, Ġ: undefined } } },
      'model.vocab["Ġ"]',
    ],
    ['a nameless added token', { ...byteLevelFile, added_tokens: [{ id: 1 }] }, 'added_tokens[0].content'],
  ];

  test.each(bad)('%s: says what is expected where', (_, json, where) => {
    let caught: unknown;
    try {
      createTokenizer(json);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SeraphError);
    expect(caught).toMatchObject({ kind: 'bad-format', data: { where } });
    expect((caught as SeraphError).message).toContain(where);
  });

  test('an id outside the vocabulary has no piece', () => {
    expect(() => wordPiece.piece(1_000_000 as TokenId)).toThrow(SeraphError);
  });
});
