import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../core/decision/annotations.js';
import { foldDocument } from '../core/decision/fold.js';
import { TestLog } from '../core/decision/testing/log.js';
import type { ConceptId, DocumentId, Utf16Offset } from '../core/ids.js';
import { importedMentions } from '../core/mention/imported.js';
import type { SourceDocument, Mention } from '../core/text/document.js';
import { spanOf, textOf } from '../core/text/span.js';
import type { ImportResult } from './import-result.js';
import { looksLikePubtator, parse, serialize } from './pubtator.js';
import { countingIds } from './testing/counter.js';
import { CORPORA, hasSharedData, readShared } from './testing/shared-data.js';

const SEED = 20260104;

function read(...lines: readonly string[]): ImportResult {
  return parse(lines.join('\n'), countingIds());
}

/** Writes a document back with the log's decisions on its own mentions; nothing found by machine. */
function write(document: SourceDocument, log = new TestLog(), more: readonly Mention[] = []): string {
  const state = foldDocument(document.id, log.events, [...importedMentions(document), ...more]);
  return serialize([{ document, annotations: annotationsOf(document, state) }]);
}

const words = (document: SourceDocument | undefined) =>
  document?.annotations.map((mention) => textOf(document.text, mention.span));

const GOOD = [
  '12|t|Tremor | after lithium.',
  '12|a|One case | of tremor.',
  '12\t0\t6\tTremor\tDisease\tD014202',
  '12\t15\t22\tlithium\tChemical\tMESH:D008094',
  '12\tCID\tD008094\tD014202',
  '',
];

describe('parse', () => {
  it('reads title, abstract, mentions and relations, splitting on the first two bars only', () => {
    const { documents, failed, warnings } = read(...GOOD);
    expect(failed).toEqual([]);
    expect(warnings).toEqual([]);
    expect(documents).toEqual([
      {
        id: 'd1',
        label: '12',
        text: 'Tremor | after lithium. One case | of tremor.',
        titleEnd: 23,
        annotations: [
          { span: { start: 0, end: 6 }, type: 'Disease', conceptIds: ['D014202'], written: 'D014202' },
          {
            span: { start: 15, end: 22 },
            type: 'Chemical',
            conceptIds: ['D008094'],
            written: 'MESH:D008094',
          },
        ],
        keptLines: ['12\tCID\tD008094\tD014202'],
      },
    ]);
  });

  it('reads the same with CRLF, a byte order mark, no last newline, and no blank line between documents', () => {
    const plain = read(...GOOD, ...GOOD.map((line) => line.replaceAll('12', '13')));
    const odd = parse(
      `\ufeff${[...GOOD, ...GOOD.map((line) => line.replaceAll('12', '13'))].filter(Boolean).join('\r\n')}`,
      countingIds(),
    );
    expect(odd).toEqual(plain);
    expect(odd.documents).toHaveLength(2);
  });

  it.each([
    ['D1|D2', ['D1', 'D2']],
    ['D1+D2', ['D1', 'D2']],
    ['D1,D2;D3', ['D1', 'D2', 'D3']],
    ['OMIM:145250', ['145250']],
    ['CHEBI:15377', ['CHEBI:15377']],
    ['D1|-1\tparts|of it', ['D1']],
    ['-1', []],
    ['-', []],
    ['unknown', []],
    ['', []],
    ['D1\t', ['D1']],
  ])('reads the ids "%s" as %j and writes them back as they were', (written, conceptIds) => {
    const row = `12\t0\t6\tTremor\tDisease\t${written}`;
    const [document] = read('12|t|Tremor', '12|a|', row).documents;
    expect(document?.annotations).toEqual([
      { span: { start: 0, end: 6 }, type: 'Disease', conceptIds, written },
    ]);
    if (document === undefined) throw new Error('not read');
    expect(write(document)).toContain(written === '' ? '12\t0\t6\tTremor\tDisease\n' : `${row}\n`);
  });

  it('reads 5 columns, the FBK flavour, an empty abstract, and a mention column with spaces around', () => {
    const { documents, failed } = read(
      '1|t|Tremor and fever',
      '1|a|',
      '1\t0\t6\tTremor\tDisease',
      '1\tT2\tDisease\t11\t16\tfever',
      '1\t0\t6\tTremor \tDisease\tD1',
    );
    expect(failed).toEqual([]);
    expect(words(documents[0])).toEqual(['Tremor', 'fever', 'Tremor']);
    expect(documents[0]?.text).toBe('Tremor and fever');
  });

  it('counts code points: Greek, combining marks and astral characters before and in a mention', () => {
    const { documents, failed, warnings } = read(
      '1|t|\u{1f9ec} α-synuclein, e\u0301tat',
      '1|a|of \u{1d6fc}-toxin',
      '1\t2\t13\tα-synuclein\tGene\t1',
      '1\t15\t20\te\u0301tat\tDisease\tD1',
      '1\t24\t31\t\u{1d6fc}-toxin\tChemical\tD2',
    );
    expect(failed).toEqual([]);
    expect(warnings).toEqual([]);
    expect(words(documents[0])).toEqual(['α-synuclein', 'e\u0301tat', '\u{1d6fc}-toxin']);
    expect(documents[0]?.annotations[0]?.span).toEqual({ start: 3, end: 14 });
  });

  it('recognises positions that count UTF-16 units, and says so', () => {
    const { documents, failed, warnings } = read(
      '1|t|\u{1f9ec} tremor',
      '1|a|',
      '1\t3\t9\ttremor\tDisease\tD1',
    );
    expect(failed).toEqual([]);
    expect(words(documents[0])).toEqual(['tremor']);
    expect(warnings).toEqual([{ line: 1, message: expect.stringContaining('UTF-16') as string }]);
  });

  it('keeps both documents of a repeated PMID, with different keys, and warns', () => {
    const { documents, warnings } = read(...GOOD, ...GOOD);
    expect(documents.map(({ id, label }) => [id, label])).toEqual([
      ['d1', '12'],
      ['d2', '12'],
    ]);
    expect(warnings).toEqual([{ line: 7, message: expect.stringContaining('line 1') as string }]);
  });
});

describe('parse of bad files: each failure has its line, the good documents are kept', () => {
  it.each([
    ['words elsewhere', '7\t1\t6\tTremor\tDisease\tD1', 'has "remor"'],
    ['past the end', '7\t0\t99\tTremor\tDisease\tD1', 'at 0 to 99'],
    ['turned round', '7\t6\t0\tTremor\tDisease\tD1', 'at 6 to 0'],
    ['positions that are no numbers', '7\tx\t6\tTremor\tDisease\tD1', '"x" and "6"'],
    ['too few columns', '7\t0\t6', '3 columns'],
    ['of another document', '8\t0\t6\tTremor\tDisease\tD1', 'belongs to "8"'],
    ['no tabs', 'and a second line of the abstract', 'is no title'],
    ['a second abstract', '7|a|Again.', 'second abstract'],
  ])('%s', (_, line, why) => {
    const { documents, failed } = read(
      ...GOOD,
      '7|t|Tremor',
      '7|a|',
      line,
      '7\t0\t6\tTremor\tDisease\tD1',
      '',
      ...GOOD,
    );
    expect(failed).toEqual([{ line: 9, reason: expect.stringContaining(why) as string }]);
    expect(documents.map((document) => words(document))).toEqual([
      ['Tremor', 'lithium'],
      ['Tremor'],
      ['Tremor', 'lithium'],
    ]);
  });

  it('a document without a title is told once', () => {
    const { documents, failed } = read('7|a|Tremor.', '7\t0\t6\tTremor\tDisease\tD1', '', ...GOOD);
    expect(documents.map(({ label }) => label)).toEqual(['12']);
    expect(failed).toEqual([{ line: 1, reason: expect.stringContaining('7|t|') as string }]);
  });

  it('a line before any document', () => {
    const { failed } = read('12\t0\t6\tTremor\tDisease\tD1', ...GOOD);
    expect(failed).toEqual([{ line: 1, reason: expect.stringContaining('no document') as string }]);
  });
});

describe('serialize', () => {
  const [document] = read(...GOOD).documents;
  if (document === undefined) throw new Error('not read');
  const [tremor, lithium] = importedMentions(document);
  if (tremor === undefined || lithium === undefined) throw new Error('no mentions');
  const decide = (log: TestLog, mention: Mention, conceptId: string) =>
    log.do({
      mention,
      text: document.text,
      documentId: document.id,
      action: { kind: 'accept', conceptId: conceptId as ConceptId, name: 'a name', rank: 1 },
    });

  it('writes decisions in place of what the file said, relations as they were', () => {
    const log = new TestLog();
    decide(log, tremor, 'D009999');
    log.do({
      mention: lithium,
      text: document.text,
      documentId: document.id,
      action: { kind: 'nil', reason: null },
    });
    expect(write(document, log)).toBe(
      [
        '12|t|Tremor | after lithium.',
        '12|a|One case | of tremor.',
        '12\t0\t6\tTremor\tDisease\tD009999',
        '12\t15\t22\tlithium\tChemical\t-1',
        '12\tCID\tD008094\tD014202',
        '\n',
      ].join('\n'),
    );
  });

  it('keeps the written form where the decision agrees with the file', () => {
    const log = new TestLog();
    decide(log, lithium, 'D008094');
    expect(write(document, log)).toContain('\tMESH:D008094\n');
  });

  it('does not write undecided suggestions', () => {
    const found: Mention = { ...tremor, id: 'm-x' as Mention['id'], origin: 'dictionary', type: 'Sign' };
    expect(write(document, new TestLog(), [found])).toBe(write(document));
  });

  it('turns line breaks and tabs into spaces, one for one, and a bar in the label into a line', () => {
    const text = 'Tremor\r\n\r\nOne\tcase of tremor';
    const plain: SourceDocument = {
      ...document,
      label: 'a|b',
      text,
      titleEnd: tremor.span.end,
      keptLines: [],
    };
    const again = parse(write(plain), countingIds());
    expect(again.failed).toEqual([]);
    expect(again.documents[0]?.label).toBe('a_b');
    expect(again.documents[0]?.text).toBe(text.replace(/\s/g, ' '));
  });

  it('writes no id twice, and its rows and relations under the same id', () => {
    const other = { ...document, id: 'd2' as DocumentId, text: `${document.text} Again.` };
    const entries = [document, other, { ...other, label: '1|2' }, { ...other, label: '1_2' }].map(
      (entry) => ({
        document: entry,
        annotations: annotationsOf(entry, foldDocument(entry.id, [], importedMentions(entry))),
      }),
    );
    const again = parse(serialize(entries), countingIds());
    expect(again.failed).toEqual([]);
    expect(again.warnings).toEqual([]);
    expect(again.documents.map(({ label, text }) => [label, text])).toEqual([
      ['12', document.text],
      ['12-2', other.text],
      ['1_2', other.text],
      ['1_2-2', other.text],
    ]);
    expect(again.documents.map(words)).toEqual(entries.map(() => ['Tremor', 'lithium']));
    expect(again.documents[1]?.keptLines).toEqual(['12-2\tCID\tD008094\tD014202']);
  });

  it.each([
    ['no space after the title', 'Asthma: a review', 6, ['12|t|Asthma: a review', '12|a|']],
    ['a no-break space after the title', 'Asthma\u00a0in men', 6, ['12|t|Asthma\u00a0in men', '12|a|']],
    ['nothing after the title', 'Asthma', 6, ['12|t|Asthma', '12|a|']],
    ['one space after the title', 'Asthma ', 6, ['12|t|Asthma ', '12|a|']],
    ['a space after the title', 'Asthma in men', 6, ['12|t|Asthma', '12|a|in men']],
  ])('leaves out no character: %s', (_, text, titleEnd, expected) => {
    const plain = { ...document, text, titleEnd: titleEnd as Utf16Offset, annotations: [], keptLines: [] };
    expect(write(plain).split('\n').slice(0, 2)).toEqual(expected);
  });

  it(`reads back what it wrote: same text, same mentions, wherever the title ends (seed ${SEED})`, () => {
    const character = fc.constantFrom(...Array.from('ab |,:\u{1f9ec}αe\u0301\t\r\n\u00a0\u2028'));
    const characters = fc.array(character, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(characters, fc.nat(), fc.nat(), fc.nat(), (parts, title, from, length) => {
        const at = (index: number) => parts.slice(0, index).join('').length;
        const start = from % parts.length;
        const span = spanOf(at(start), at(start + 1 + (length % (parts.length - start))));
        const source: SourceDocument = {
          ...document,
          text: parts.join(''),
          titleEnd: at(title % (parts.length + 1)) as Utf16Offset,
          annotations: [{ span, type: 'T', conceptIds: [], written: '-1' }],
        };
        const again = parse(write(source), countingIds());
        expect(again.failed).toEqual([]);
        expect(again.documents).toHaveLength(1);
        expect(again.documents[0]?.text).toBe(source.text.replace(/[\t\r\n]/g, ' '));
        expect(again.documents[0]?.annotations).toEqual(source.annotations);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('looksLikePubtator', () => {
  it('needs a title or abstract line', () => {
    expect(looksLikePubtator('\n\n12|t|Tremor')).toBe(true);
    expect(looksLikePubtator('my note.txt|t|Tremor')).toBe(true);
    expect(looksLikePubtator('broken line\n12|a|Tremor')).toBe(true);
    expect(looksLikePubtator('One case.\nThe ratio |a|b was 3.')).toBe(false);
    expect(looksLikePubtator('Tremor after lithium')).toBe(false);
  });
});

describe.skipIf(!hasSharedData)('real corpora', () => {
  it.each(CORPORA)('%s: every mention is read, and written as it was', (path) => {
    const content = readShared(path);
    const { documents, failed } = parse(content, countingIds());
    expect(failed).toEqual([]);
    const rows = (text: string) => text.split('\n').filter((line) => /^\d+\t\d+\t/.test(line));
    const relations = (text: string) => text.split('\n').filter((line) => line.includes('\tCID\t'));
    const texts = (text: string) => text.split('\n').filter((line) => /^\d+\|[ta]\|/.test(line));
    const written = documents.map((document) => write(document)).join('');
    expect(texts(written)).toEqual(texts(content));
    expect(relations(written)).toEqual(relations(content));
    // Trailing spaces of the mention column are not part of the text: the one such row is compared without.
    const trimmed = (text: string) => rows(text).map((row) => row.replace(/ +\t/g, '\t'));
    expect([...trimmed(written)].sort()).toEqual([...trimmed(content)].sort());
    expect(rows(content).length).toBeGreaterThan(700);
  });
});
