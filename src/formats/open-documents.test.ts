import { describe, expect, it } from 'vitest';
import { openDocuments } from './open-documents.js';
import { countingIds } from './testing/counter.js';

const open = (text: string, merge = false) => openDocuments('notes.txt', text, { ...countingIds(), merge });
const PUBTATOR = '12|t|Tremor\n12|a|after lithium\n12\t0\t6\tTremor\tDisease\tD014202\n';

describe('openDocuments', () => {
  it('tells the formats apart by content', () => {
    expect(open(PUBTATOR)).toMatchObject({ format: 'pubtator', documents: [{ label: '12' }] });
    expect(open('\n{"id": 3, "text": "Tremor|t|"}\n')).toMatchObject({
      format: 'jsonl',
      documents: [{ label: '3', text: 'Tremor|t|' }],
    });
    expect(open('Tremor after lithium {and} | more')).toMatchObject({
      format: 'plain-text',
      documents: [{ label: 'notes.txt', text: 'Tremor after lithium {and} | more' }],
      warnings: [],
      mergeable: false,
    });
  });

  it('says when several documents came from one paste, and makes one of them on request', () => {
    const text = 'Fever in children with a rash.\n\nTremor in adults after lithium.';
    expect(open(text)).toMatchObject({ mergeable: true, documents: [{}, {}] });
    expect(open(text, true)).toMatchObject({ mergeable: false, documents: [{ text }] });
  });

  it.each([
    ['HTML', 'Levels of <sub>2</sub>CO', 'HTML tags such as <sub>'],
    ['HTML', '<p class="x">Tremor</p>', 'HTML tags'],
    ['control characters', 'Tremor\u0000 after', 'control characters'],
    ['a lone surrogate', 'Tremor \ud83e after', 'lone surrogate'],
    ['XML of another tool', '<?xml version="1.0"?><collection/>', 'looks like XML'],
    ['JSON of another tool', '{\n "documents": []\n}', 'looks like JSON'],
  ])('keeps %s as it is, with a warning', (_, text, warning) => {
    const { documents, warnings } = open(text);
    expect(documents[0]?.text).toBe(text);
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining(warning)]);
  });

  it.each(['p<0.05 and b > a', 'Tremor \u{1f9ec} e\u0301', 'a < b, c <i', 'line\tone\r\nline two'])(
    'has nothing to say about %j',
    (text) => {
      expect(open(text).warnings).toEqual([]);
    },
  );

  it.each([
    ['PubTator', `${PUBTATOR}\n${PUBTATOR}`],
    ['JSON Lines', '{"id": 12, "text": "Tremor"}\n{"id": "12", "text": "Fever"}'],
  ])('gives each document of %s a label of its own', (_, text) => {
    expect(open(text).documents.map(({ label }) => label)).toEqual(['12', '12-2']);
  });

  it('refuses what holds no document, with the first reason', () => {
    expect(() => open('')).toThrow(expect.objectContaining({ kind: 'bad-format' }));
    expect(() => open('12|a|An abstract without its title.')).toThrow(
      expect.objectContaining({ kind: 'bad-format', message: expect.stringContaining('Line 1') as string }),
    );
  });

  it('keeps the good documents of a damaged file', () => {
    const { documents, failed } = open(`13|a|no title\n\n${PUBTATOR}12\t9\n`);
    expect(documents).toHaveLength(1);
    expect(failed.map(({ line }) => line)).toEqual([1, 6]);
  });
});
