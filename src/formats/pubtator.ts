/**
 * PubTator: `PMID|t|title`, `PMID|a|abstract`, then tab-separated annotations; a blank line ends a document.
 * Positions count Unicode code points over title + one character + abstract, end exclusive.
 */
import type { AnnotatedDocument, Annotation } from '../core/decision/annotations.js';
import type { Utf16Offset } from '../core/ids.js';
import type { ImportedMention, SourceDocument, Span } from '../core/text/document.js';
import { createOffsetMap } from '../core/text/offsets.js';
import { spanOf, splitsPair, textOf } from '../core/text/span.js';
import type { ImportFailure, ImportOptions, ImportResult, ImportWarning } from './import-result.js';
import { readConceptIds, readRow, type AnnotationRow } from './pubtator-row.js';
import { textWarnings } from './text-warnings.js';
import { uniqueLabels } from './unique-labels.js';

interface NumberedRow extends AnnotationRow {
  readonly line: number;
}

/** One document of the file while its lines are gathered. */
interface Block {
  readonly label: string;
  readonly line: number;
  /** Null when the title is missing: then the lines of this document are skipped, told once. */
  readonly title: string | null;
  abstract: string | null;
  readonly rows: NumberedRow[];
  readonly kept: string[];
}

const TEXT_LINE = /^([^|\t]*)\|([ta])\|(.*)$/s;

/** True when the text begins with a title or abstract line of PubTator, or has one further down with a plain id. */
export function looksLikePubtator(text: string): boolean {
  return /^\s*(?=\S)[^|\t\r\n]{1,100}\|[ta]\|/.test(text) || /^[^|\s]{1,100}\|[ta]\|/m.test(text);
}

/**
 * Reads a PubTator file. Never throws on bad lines: each is told with its number, and everything else is kept.
 * Accepts CRLF, a missing last newline, an empty abstract, several documents with one PMID (with a warning).
 * A mention whose words are not at its positions is left out and told: a wrong place is worse than none.
 */
export function parse(content: string, options: ImportOptions): ImportResult {
  const failed: ImportFailure[] = [];
  const warnings: ImportWarning[] = [];
  const blocks = readBlocks(content, failed);
  const lineOfLabel = new Map<string, number>();
  const documents = blocks.flatMap((block): SourceDocument[] => {
    if (block.title === null) return [];
    const earlier = lineOfLabel.get(block.label);
    if (earlier === undefined) lineOfLabel.set(block.label, block.line);
    else {
      warnings.push({
        line: block.line,
        message:
          `${block.label} was already on line ${earlier}. Both are kept, as documents of their own, ` +
          'and the later one gets a number behind its name. Remove one if they are the same.',
      });
    }
    const text = block.abstract ? `${block.title} ${block.abstract}` : block.title;
    warnings.push(...textWarnings(text, block.label, block.line));
    return [
      {
        id: options.createId(),
        label: block.label,
        text,
        titleEnd: block.title.length as Utf16Offset,
        annotations: placeRows(block, text, failed, warnings),
        ...(block.kept.length > 0 && { keptLines: block.kept }),
      },
    ];
  });
  return { documents, failed: failed.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)), warnings };
}

function readBlocks(content: string, failed: ImportFailure[]): readonly Block[] {
  const blocks: Block[] = [];
  content
    .replace(/^\ufeff/, '')
    .split('\n')
    .forEach((raw, index) => {
      const line = index + 1;
      const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (written.trim() === '') return;
      const block = blocks.at(-1);
      const textLine = TEXT_LINE.exec(written);
      const problem =
        textLine === null
          ? addRow(block, written, line)
          : addText(blocks, textLine[1] ?? '', textLine[2] === 't', textLine[3] ?? '', line);
      if (problem !== null) failed.push({ line, reason: problem });
    });
  return blocks;
}

function addText(
  blocks: Block[],
  label: string,
  isTitle: boolean,
  text: string,
  line: number,
): string | null {
  if (isTitle) {
    blocks.push({ label, line, title: text, abstract: null, rows: [], kept: [] });
    return null;
  }
  const block = blocks.at(-1);
  if (block?.label === label && block.title !== null && block.abstract === null) {
    block.abstract = text;
    return null;
  }
  if (block?.label === label && block.title !== null) {
    return `${label} has a second abstract here. The first one is kept. Join both on one line.`;
  }
  blocks.push({ label, line, title: null, abstract: text, rows: [], kept: [] });
  return (
    `The abstract of ${label} has no title line before it. This document was left out, the others are kept. ` +
    `Put "${label}|t|" and the title on the line above.`
  );
}

function addRow(block: Block | undefined, written: string, line: number): string | null {
  if (!written.includes('\t')) {
    return (
      `"${written.slice(0, 40)}" is no title, abstract or annotation. The line was left out. ` +
      'If a text was broken over several lines, join them; if it is an annotation, separate its columns by tabs.'
    );
  }
  const columns = written.split('\t');
  const [label = ''] = columns;
  if (block?.label !== label) {
    return (
      `The line belongs to "${label}" but stands under ${block ? `"${block.label}"` : 'no document'}. ` +
      'It was left out. Move it below the abstract it belongs to.'
    );
  }
  if (block.title === null) return null;
  const row = readRow(columns);
  if (row.kind === 'bad') {
    return `The annotation ${row.why}. It was left out, the rest of ${label} is kept. Correct the line and import again.`;
  }
  if (row.kind === 'kept') block.kept.push(written);
  else block.rows.push({ ...row, line });
  return null;
}

type Place = (row: AnnotationRow) => Span | undefined;

/** Finds each row's words in the text; those that are not there are told. */
function placeRows(
  block: Block,
  text: string,
  failed: ImportFailure[],
  warnings: ImportWarning[],
): readonly ImportedMention[] {
  const map = createOffsetMap(text);
  const byCodePoint: Place = (row) =>
    row.end <= map.codePoints
      ? matching(text, row, spanOf(map.toUtf16(row.start), map.toUtf16(row.end)))
      : undefined;
  const byUtf16: Place = (row) => matching(text, row, spanOf(row.start, row.end));
  const score = (place: Place) => block.rows.filter((row) => place(row) !== undefined).length;
  // Some tools count UTF-16 units; both counts are the same without astral characters.
  const utf16 = map.codePoints < text.length && score(byUtf16) > score(byCodePoint);
  if (utf16) {
    warnings.push({
      line: block.line,
      message:
        `The positions of ${block.label} count UTF-16 units, not code points as PubTator does. ` +
        'They were read as such. Exports will count code points.',
    });
  }
  const place = utf16 ? byUtf16 : byCodePoint;
  return block.rows.flatMap((row): ImportedMention[] => {
    const span = place(row);
    if (span !== undefined) {
      return [{ span, type: row.type, conceptIds: readConceptIds(row.written), written: row.written }];
    }
    failed.push({ line: row.line, reason: misplaced(block.label, text, row) });
    return [];
  });
}

/** The span, where the row's words are in it; leading and trailing spaces of the mention column do not count. */
function matching(text: string, row: AnnotationRow, span: Span): Span | undefined {
  if (span.start >= span.end || span.end > text.length) return undefined;
  if (splitsPair(text, span.start) || splitsPair(text, span.end)) return undefined;
  return textOf(text, span).trim() === row.mention.trim() ? span : undefined;
}

function misplaced(label: string, text: string, { start, end, mention }: AnnotationRow): string {
  const there = Array.from(text).slice(start, end).join('').slice(0, 60);
  return (
    `The text of ${label} has "${there}" at ${start} to ${end}, the line says "${mention}". ` +
    'This mention was left out, the rest is kept. Positions count code points from 0, end exclusive: correct them and import again.'
  );
}

/**
 * Writes documents with their annotations. Undecided suggestions are not written; "none of these" becomes `-1`.
 * A label that several documents have is written with a number from the second on (`uniqueLabels`): tools take it for
 * the key of a document. PubTator has no line breaks: those of the text become spaces, one for one, so that positions stay. Otherwise the text
 * is written whole, and `parse` gives it back. The place where the title ends is lost where no space stands there.
 */
export function serialize(documents: readonly AnnotatedDocument[]): string {
  const labels = uniqueLabels(documents.map(({ document }) => document.label.replace(/[|\t\r\n]/g, '_')));
  return documents.map((entry, index) => serializeDocument(entry, labels[index] ?? '')).join('');
}

function serializeDocument({ document, annotations }: AnnotatedDocument, label: string): string {
  const [title, abstract] = titleAndAbstract(document);
  const map = createOffsetMap(document.text);
  const rows = annotations
    .filter(({ status }) => status !== 'undecided')
    .map((annotation) => {
      const { span, type } = annotation;
      const ids = idColumn(annotation);
      const columns = [
        label,
        map.toCodePoint(span.start),
        map.toCodePoint(span.end),
        oneLine(textOf(document.text, span)),
        type,
      ];
      return [...columns, ...(ids === '' ? [] : [ids])].join('\t');
    });
  const lines = [
    `${label}|t|${oneLine(title)}`,
    `${label}|a|${oneLine(abstract)}`,
    ...rows,
    // Their first column is the document's label, which may have got a number.
    ...(document.keptLines ?? []).map((line) => [label, ...line.split('\t').slice(1)].join('\t')),
  ];
  return `${lines.join('\n')}\n\n`;
}

/**
 * Readers join the two lines by one space. So the text is parted only at one character that `oneLine` would make a
 * space anyway, and only where an abstract follows; all other texts go into the title line whole, nothing left out.
 */
function titleAndAbstract({ text, titleEnd }: SourceDocument): readonly [string, string] {
  const parted = /[ \t\r\n]/.test(text.charAt(titleEnd)) && titleEnd + 1 < text.length;
  return parted ? [text.slice(0, titleEnd), text.slice(titleEnd + 1)] : [text, ''];
}

function idColumn({ status, written, conceptIds }: Annotation): string {
  if (written !== null) return written;
  return status === 'nil' ? '-1' : conceptIds.join('|');
}

function oneLine(text: string): string {
  return text.replace(/[\t\r\n]/g, ' ');
}
