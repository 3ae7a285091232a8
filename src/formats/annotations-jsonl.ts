/**
 * JSON Lines of annotated documents, one per line:
 * `{id, text, title, spans: [{start, end, label, kb_id, kb_name, status}]}`. Positions count Unicode code points, as
 * Python's strings do. Reads the same, Prodigy's `spans`, and doccano's `label`/`entities` lists `[start, end, type]`.
 */
import * as v from 'valibot';
import type { AnnotatedDocument } from '../core/decision/annotations.js';
import type { Utf16Offset } from '../core/ids.js';
import { createOffsetMap, type OffsetMap } from '../core/text/offsets.js';
import type { ImportedMention, SourceDocument } from '../core/text/document.js';
import { spanOf } from '../core/text/span.js';
import type { ImportFailure, ImportOptions, ImportResult, ImportWarning } from './import-result.js';
import { readConceptIds } from './pubtator-row.js';
import { textWarnings } from './text-warnings.js';
import { uniqueLabels } from './unique-labels.js';

const Place = v.pipe(v.number(), v.integer(), v.minValue(0));

const SpanShape = v.object({
  start: Place,
  end: Place,
  label: v.optional(v.string(), ''),
  kb_id: v.nullish(v.string()),
});
const Triple = v.tuple([Place, Place, v.string()]);
const Line = v.object({
  id: v.nullish(v.union([v.string(), v.number()])),
  text: v.string(),
  title: v.nullish(v.string()),
  spans: v.nullish(v.array(v.union([SpanShape, Triple]))),
  entities: v.nullish(v.array(v.union([SpanShape, Triple]))),
  label: v.nullish(v.array(Triple)),
});
type Line = v.InferOutput<typeof Line>;

/** True when the first line that is not blank is a JSON object. */
export function looksLikeJsonLines(text: string): boolean {
  const first = /^\s*(\{.*)/.exec(text)?.[1];
  return first !== undefined && typeof parseJson(first) === 'object';
}

/** Reads JSON Lines; bad lines and spans outside their text are told, the rest is kept. */
export function parse(content: string, options: ImportOptions): ImportResult {
  const documents: SourceDocument[] = [];
  const failed: ImportFailure[] = [];
  const warnings: ImportWarning[] = [];
  content.split('\n').forEach((raw, index) => {
    const number = index + 1;
    if (raw.trim() === '') return;
    const value = parseJson(raw);
    const result = v.safeParse(Line, value);
    if (value === undefined || !result.success) {
      failed.push({
        line: number,
        reason: `${whyBad(value, result)} The line was left out; correct it and import again.`,
      });
      return;
    }
    const line = result.output;
    const label = String(line.id ?? `line ${number}`);
    const titleEnd = line.title && line.text.startsWith(line.title) ? line.title.length : 0;
    documents.push({
      id: options.createId(),
      label,
      text: line.text,
      titleEnd: titleEnd as Utf16Offset,
      annotations: spansOf(line, number, failed),
    });
    warnings.push(...textWarnings(line.text, label, number));
  });
  return { documents, failed, warnings };
}

/** One line per document, keys always in the same order. Undecided suggestions are written too: see `status`. No id repeats. */
export function serialize(documents: readonly AnnotatedDocument[]): string {
  const labels = uniqueLabels(documents.map(({ document }) => document.label));
  return documents.map((entry, index) => `${JSON.stringify(lineOf(entry, labels[index] ?? ''))}\n`).join('');
}

function lineOf({ document, annotations }: AnnotatedDocument, id: string) {
  const map = createOffsetMap(document.text);
  return {
    id,
    text: document.text,
    title: document.text.slice(0, document.titleEnd),
    spans: annotations.map(({ span, type, status, conceptIds, name }) => ({
      start: map.toCodePoint(span.start),
      end: map.toCodePoint(span.end),
      label: type,
      kb_id: conceptIds.length === 0 ? null : conceptIds.join('|'),
      kb_name: name,
      status,
    })),
  };
}

function spansOf(line: Line, number: number, failed: ImportFailure[]): readonly ImportedMention[] {
  const map = createOffsetMap(line.text);
  return [...(line.spans ?? []), ...(line.entities ?? []), ...(line.label ?? [])].flatMap((entry) => {
    const { start, end, label, kb_id } = Array.isArray(entry)
      ? { start: entry[0], end: entry[1], label: entry[2], kb_id: null }
      : entry;
    if (start >= end || end > map.codePoints) {
      failed.push({
        line: number,
        reason:
          `The span ${start} to ${end} is not inside the text of ${map.codePoints} characters. It was left out, ` +
          'the document is kept. Positions count code points from 0, end exclusive.',
      });
      return [];
    }
    return [mentionOf(map, start, end, label, kb_id ?? '')];
  });
}

function mentionOf(
  map: OffsetMap,
  start: number,
  end: number,
  type: string,
  written: string,
): ImportedMention {
  return {
    span: spanOf(map.toUtf16(start), map.toUtf16(end)),
    type,
    conceptIds: readConceptIds(written),
    written,
  };
}

function whyBad(value: unknown, result: v.SafeParseResult<typeof Line>): string {
  if (value === undefined) return 'The line is not JSON.';
  const [issue] = result.issues ?? [];
  return issue === undefined
    ? 'The line cannot be read.'
    : `${v.getDotPath(issue) ?? 'The line'}: ${issue.message}.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
