import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../core/decision/annotations.js';
import { foldDocument } from '../core/decision/fold.js';
import { TestLog } from '../core/decision/testing/log.js';
import type { ConceptId, DocumentId } from '../core/ids.js';
import { importedMentions } from '../core/mention/imported.js';
import type { Mention, SourceDocument } from '../core/text/document.js';
import { doc } from '../core/text/testing/marked.js';
import { looksLikeJsonLines, parse, serialize } from './annotations-jsonl.js';
import { countingIds } from './testing/counter.js';

const { text, span } = doc(
  '\u{1f9ec} <a>Tremor</a>\n<b>Lithium</b> in one <c>patient</c> with <d>ataxia</d>',
);
const mention = (name: string, type: string): Mention => ({
  id: `m-${name}` as Mention['id'],
  span: span(name),
  type,
  origin: 'dictionary',
});
const document: SourceDocument = {
  id: 'd1' as DocumentId,
  label: 'case.txt',
  text,
  titleEnd: span('a').end,
  annotations: [
    {
      span: span('d'),
      type: 'Disease',
      conceptIds: ['D1', 'D2'] as unknown as ConceptId[],
      written: 'D1|D2',
    },
  ],
};

function lines(): string {
  const log = new TestLog();
  const about = { text, documentId: 'd1' };
  const accept = { kind: 'accept', conceptId: 'D014202' as ConceptId, name: 'tremor', rank: 1 } as const;
  log.do({ ...about, mention: mention('a', 'Disease'), action: accept });
  log.do({ ...about, mention: mention('c', 'Disease'), action: { kind: 'nil', reason: 'not an entity' } });
  const state = foldDocument(document.id, log.events, [
    ...importedMentions(document),
    mention('a', 'Disease'),
    mention('b', 'Chemical'),
    mention('c', 'Disease'),
  ]);
  return serialize([{ document, annotations: annotationsOf(document, state) }]);
}

describe('serialize', () => {
  it('writes no id twice', () => {
    const ids = serialize([
      { document, annotations: [] },
      { document, annotations: [] },
    ])
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(['case.txt', 'case.txt-2']);
  });

  it('writes one line a document, positions in code points, the state of each mention', () => {
    expect(lines()).toMatch(/^\{"id":"case.txt","text":.*\}\n$/);
    expect(JSON.parse(lines())).toEqual({
      id: 'case.txt',
      text,
      title: '\u{1f9ec} Tremor',
      spans: [
        { start: 2, end: 8, label: 'Disease', kb_id: 'D014202', kb_name: 'tremor', status: 'accepted' },
        { start: 9, end: 16, label: 'Chemical', kb_id: null, kb_name: null, status: 'undecided' },
        { start: 24, end: 31, label: 'Disease', kb_id: null, kb_name: null, status: 'nil' },
        { start: 37, end: 43, label: 'Disease', kb_id: 'D1|D2', kb_name: null, status: 'imported' },
      ],
    });
  });
});

describe('parse', () => {
  it('reads what serialize wrote', () => {
    const { documents, failed, warnings } = parse(lines(), countingIds());
    expect({ failed, warnings }).toEqual({ failed: [], warnings: [] });
    expect(documents).toMatchObject([{ label: 'case.txt', text, titleEnd: document.titleEnd }]);
    expect(documents[0]?.annotations.map((entry) => [entry.span, entry.type, entry.conceptIds])).toEqual([
      [span('a'), 'Disease', ['D014202']],
      [span('b'), 'Chemical', []],
      [span('c'), 'Disease', []],
      [span('d'), 'Disease', ['D1', 'D2']],
    ]);
  });

  it('reads the lists of doccano', () => {
    const row = JSON.stringify({ id: 4, text: 'Tremor', label: [[0, 6, 'Disease']] });
    expect(parse(`${row}\r\n`, countingIds()).documents).toMatchObject([
      { label: '4', annotations: [{ span: { start: 0, end: 6 }, type: 'Disease' }] },
    ]);
  });

  it.each([
    ['{"text": "Tremor"', 'not JSON'],
    ['{"id": "1"}', 'text'],
    ['{"text": 5}', 'text'],
    ['[1]', 'The line'],
    ['{"text": "a", "spans": [{"start": -1, "end": 1}]}', 'spans'],
  ])('tells of %s and keeps the rest', (bad, why) => {
    const { documents, failed } = parse(`{"text":"one"}\n${bad}\n\n{"text":"two"}`, countingIds());
    expect(documents.map((entry) => entry.label)).toEqual(['line 1', 'line 4']);
    expect(failed).toEqual([{ line: 2, reason: expect.stringContaining(why) as string }]);
  });

  it('leaves out spans outside the text, keeping the document', () => {
    const spans = [
      { start: 0, end: 9, label: 'x' },
      { start: 1, end: 1, label: 'x' },
      { start: 0, end: 1, label: 'x' },
    ];
    const { documents, failed } = parse(JSON.stringify({ text: 'abc', spans }), countingIds());
    expect(documents[0]?.annotations).toHaveLength(1);
    expect(failed.map(({ line }) => line)).toEqual([1, 1]);
  });
});

describe('looksLikeJsonLines', () => {
  it('needs an object on the first line', () => {
    expect(looksLikeJsonLines('\n {"text": "x"}\nnot json')).toBe(true);
    expect(looksLikeJsonLines('{curly} words')).toBe(false);
    expect(looksLikeJsonLines('')).toBe(false);
  });
});
