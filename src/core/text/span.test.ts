import { describe, expect, it } from 'vitest';
import { contextOf } from './context.js';
import { checkSpan, compareSpans, overlaps, spanOf, textOf } from './span.js';
import { doc } from './testing/marked.js';

describe('checkSpan', () => {
  it('returns a span of the text, at 0, over an astral character, and up to the end', () => {
    const { text, span } = doc('<a>Ca</a> in <b>\u{1f9ec}</b> e<c>\u0301</c>');
    expect(textOf(text, checkSpan(text, span('a')))).toBe('Ca');
    expect(textOf(text, checkSpan(text, span('b')))).toBe('\u{1f9ec}');
    expect(checkSpan(text, span('c'))).toEqual(spanOf(text.length - 1, text.length));
  });

  it.each([
    ['empty', 2, 2],
    ['turned round', 3, 1],
    ['before the text', -1, 2],
    ['past the text', 0, 5],
    ['not whole', 0.5, 2],
    ['from inside a character', 2, 4],
    ['into a character', 0, 2],
  ])('refuses a span that is %s', (_, start, end) => {
    expect(() => checkSpan('a\u{1f9ec}b', spanOf(start, end))).toThrow(
      expect.objectContaining({
        kind: 'bad-span',
        data: { expected: '0 <= start < end <= 4', got: `${start}..${end}` },
      }),
    );
  });
});

describe('spans', () => {
  it('touching spans do not overlap, nested ones do, and the outer is read first', () => {
    const { span } = doc('<o><i>skin</i> cancer</o><n> cells</n>');
    expect(overlaps(span('o'), span('n'))).toBe(false);
    expect(overlaps(span('o'), span('i'))).toBe(true);
    expect([span('n'), span('i'), span('o')].sort(compareSpans)).toEqual([span('o'), span('i'), span('n')]);
  });
});

describe('contextOf', () => {
  it('takes what there is on each side', () => {
    const { text, span } = doc('mild <a>tremor</a> at night');
    expect(contextOf(text, span('a'), 5)).toEqual({ before: 'mild ', after: ' at n' });
    expect(contextOf(text, span('a'), 99)).toEqual({ before: 'mild ', after: ' at night' });
    expect(contextOf(text, span('a'), 0)).toEqual({ before: '', after: '' });
  });

  it('never cuts a character in two', () => {
    const { text, span } = doc('x\u{1f9ec}<a>tremor</a>\u{1f9ec}y');
    expect(contextOf(text, span('a'), 1)).toEqual({ before: '', after: '' });
    expect(contextOf(text, span('a'), 2)).toEqual({ before: '\u{1f9ec}', after: '\u{1f9ec}' });
  });
});

describe('doc', () => {
  it('takes the marks out and refuses marks that do not pair', () => {
    expect(doc('<a>a<b>b</a>c</b> <').text).toBe('abc <');
    expect(() => doc('<a>x')).toThrow('Not closed');
    expect(() => doc('x</a>')).toThrow('never opened');
    expect(() => doc('<a>x</a><a>y</a>')).toThrow('twice');
    expect(() => doc('x').span('a')).toThrow('No mark');
  });
});
