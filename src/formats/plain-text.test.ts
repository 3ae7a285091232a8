import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH, splitPasted } from './plain-text.js';
import { countingIds } from './testing/counter.js';

const SEED = 20260105;
const BODY =
  'A man of 60 years had tremor and ataxia after two weeks of lithium. Both went away when it was stopped.';
const OTHER =
  'Nine children with fever were given ibuprofen. None of them had a rash, and all went home within one week.';

function split(text: string, merge = false) {
  return splitPasted(text, { ...countingIds(), label: 'Paste', merge });
}

/** Title and rest of each document. */
function shape(text: string) {
  return split(text).map((document) => [
    document.text.slice(0, document.titleEnd),
    document.text.slice(document.titleEnd).trim(),
  ]);
}

describe('splitPasted', () => {
  it.each([
    ['one abstract', BODY, [['', BODY]]],
    ['white space around it', `\n \r\n${BODY}\n\n`, [['', BODY]]],
    ['title, blank line, body: one document', `Lithium tremor\n\n${BODY}`, [['Lithium tremor', BODY]]],
    ['a title that is a sentence', `Lithium causes tremor.\n\n${BODY}`, [['Lithium causes tremor.', BODY]]],
    ['title directly above its body', `Lithium tremor\n${BODY}`, [['Lithium tremor', BODY]]],
    ['the same with CRLF', `Lithium tremor\r\n${BODY}`, [['Lithium tremor', BODY]]],
    ['lines broken at a width', `${BODY}\n${OTHER}`, [['', `${BODY}\n${OTHER}`]]],
    [
      'two abstracts without titles',
      `${BODY}\n\n${OTHER}`,
      [
        ['', BODY],
        ['', OTHER],
      ],
    ],
    [
      'two abstracts with titles, CRLF, several blank lines',
      `Lithium tremor\r\n\r\n${BODY}\r\n\r\n \r\nFever\r\n\r\n${OTHER}\r\n`,
      [
        ['Lithium tremor', BODY],
        ['Fever', OTHER],
      ],
    ],
    [
      'a title and paragraphs',
      `Lithium tremor\n\n${BODY}\n\n${OTHER}`,
      [['Lithium tremor', `${BODY}\n\n${OTHER}`]],
    ],
    [
      'title and authors',
      `Lithium tremor\n\nAda Example, Grace Sample\n\n${BODY}`,
      [['Lithium tremor', `Ada Example, Grace Sample\n\n${BODY}`]],
    ],
    [
      'a structured abstract',
      `Lithium tremor\n\nMETHODS\n\n${BODY}\n\nRESULTS: ${OTHER}\n\nConclusion\n\n${OTHER}`,
      [['Lithium tremor', `METHODS\n\n${BODY}\n\nRESULTS: ${OTHER}\n\nConclusion\n\n${OTHER}`]],
    ],
    [
      'a structured abstract without a title',
      `BACKGROUND: ${BODY}\n\nRESULTS: ${OTHER}`,
      [['', `BACKGROUND: ${BODY}\n\nRESULTS: ${OTHER}`]],
    ],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it('makes one document of anything when asked to', () => {
    const text = `${BODY}\n\n${OTHER}`;
    expect(split(text).map(({ label, id }) => [label, id])).toEqual([
      ['Paste 1', 'd1'],
      ['Paste 2', 'd2'],
    ]);
    expect(split(`\n${text}\n`, true)).toMatchObject([{ label: 'Paste', text }]);
  });

  it(`keeps every visible character, in order (seed ${SEED})`, () => {
    const part = fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      'Fever',
      BODY,
      '\u{1f9ec}',
      '\ud800',
      '\x07',
      '<b>',
    );
    fc.assert(
      fc.property(fc.array(part), fc.boolean(), (parts, merge) => {
        const text = parts.join('');
        if (text.trim() === '') return;
        const documents = split(text, merge);
        const visible = (value: string) => value.replace(/\s/g, '');
        expect(visible(documents.map((document) => document.text).join(''))).toBe(visible(text));
        for (const document of documents) {
          expect(text).toContain(document.text);
          expect(document.titleEnd).toBeLessThanOrEqual(document.text.length);
        }
      }),
      { seed: SEED },
    );
  });

  it('refuses a text with nothing in it, and one that is too large; 5 MB are fine', () => {
    for (const empty of ['', ' \n\t\r\n']) {
      expect(() => split(empty)).toThrow(expect.objectContaining({ kind: 'bad-format' }));
    }
    expect(() => split('x'.repeat(MAX_TEXT_LENGTH + 1))).toThrow(
      expect.objectContaining({ kind: 'too-large' }),
    );
    const large = `${BODY} `.repeat(50_000);
    expect(split(large)).toMatchObject([{ text: large.trim() }]);
    expect(split(`${BODY}\n\n`.repeat(50_000))).toHaveLength(50_000);
  });
});
