import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf } from '../text/span.js';
import { doc } from '../text/testing/marked.js';
import { abbreviationsOf, longFormsOf } from './abbreviations.js';

const GOLDEN = JSON.parse(
  readFileSync(new URL('./golden/abbreviations.json', import.meta.url), 'utf8'),
) as readonly (readonly [string, Record<string, string>])[];

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(abbreviationsOf(text).map(({ shortForm, longForm }) => [shortForm, longForm]));
}

describe('abbreviationsOf', () => {
  it('gives what the training code gives, on every golden text', () => {
    const defined = GOLDEN.filter(([, expected]) => Object.keys(expected).length > 0);
    expect(defined.length).toBeGreaterThan(100);
    for (const [text, expected] of GOLDEN) expect(pairs(text), text).toEqual(expected);
  });

  it.each([
    ['long form first', 'a case of <l>acute renal failure</l> (<s>ARF</s>) after'],
    ['short form first', 'and <s>ARF</s> (<l>acute renal failure</l>) after'],
    ['at the start of the text', '<l>Acute renal failure</l> (<s>ARF</s>)'],
    ['with more in the parenthesis', '<l>acute renal failure</l> (<s>ARF</s>, n = 3)'],
    ['letters from inside words', '<l>methylenedioxymethamphetamine</l> (<s>MDMA</s>)'],
    ['astral characters before', '\u{1f9ec}\u{1f9ec} <l>acute renal failure</l> (<s>ARF</s>)'],
  ])('places both forms: %s', (_, marked) => {
    const { text, span } = doc(marked);
    expect(abbreviationsOf(text)).toEqual([
      {
        shortForm: textOf(text, span('s')),
        longForm: textOf(text, span('l')),
        shortSpan: span('s'),
        longSpan: span('l'),
      },
    ]);
  });

  it('takes the words that begin with its letters, where a shorter long form has them, too', () => {
    expect(pairs('an attenuated adenomatous polyposis coli (AAPC)')).toEqual({
      AAPC: 'attenuated adenomatous polyposis coli',
    });
    expect(pairs('with multiple myeloma (MM)')).toEqual({ MM: 'multiple myeloma' });
  });

  it.each([
    ['no letters of it', 'a case of tremor (XYZ)'],
    ['a number', 'in many patients (12)'],
    ['a sentence end between', 'Acute. renal failure (ARF)'],
    ['a remark', 'The ARF (see the table on page two) was'],
    ['a parenthesis that is not closed', 'acute renal failure (ARF'],
    ['nothing before', '(ARF) renal'],
  ])('finds none in %s', (_, text) => {
    expect(abbreviationsOf(text)).toEqual([]);
  });

  it('keeps the first definition, and one white space in the long form', () => {
    expect(pairs('acute renal\n failure (ARF) or acute rheumatic fever (ARF)')).toEqual({
      ARF: 'acute renal failure',
    });
  });

  it('reads singular and plural of a short form alike, unless each is defined', () => {
    const forms = longFormsOf('premature beats (PBs), optic neuritis (ON) and other signs (ONs)');
    expect(forms.get('PB')).toBe('premature beats');
    expect([forms.get('ON'), forms.get('ONs')]).toEqual(['optic neuritis', 'other signs']);
    expect(longFormsOf('optic neuritis (ON)').get('ONs')).toBe('optic neuritis');
  });

  it('reads a long text in one pass over its parentheses', () => {
    const text = 'a case of acute renal failure (ARF) after lithium. '.repeat(20_000);
    expect(abbreviationsOf(text)).toHaveLength(1);
  });
});
