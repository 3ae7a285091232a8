/**
 * The lines of Seraph's knowledge base file that are not concepts. The file is gzip of UTF-8 text; every line ends with
 * a line feed.
 *
 * 1. The first line is JSON: `format`, `formatVersion` and `KbDescription`.
 * 2. Each further line is a concept (`writeConceptLine`).
 * 3. The last line is a tab and JSON: `conceptCount`, `nameCount`. Without it the file was cut off.
 */
import * as v from 'valibot';
import { SeraphError, type ErrorData } from '../core/errors.js';
import type { KbDescription, KbInfo } from '../core/kb/knowledge-base.js';

export const WHAT = 'knowledge base file';

const FORMAT = 'seraph-kb';
const FORMAT_VERSION = 2;

/** What the last line tells. */
export type KbCounts = Pick<KbInfo, 'conceptCount' | 'nameCount'>;

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const COUNTS = v.object({ conceptCount: COUNT, nameCount: COUNT });
const KIND = v.object({ format: v.literal(FORMAT), formatVersion: v.number() });
const DESCRIPTION = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  title: v.pipe(v.string(), v.nonEmpty()),
  version: v.string(),
  source: v.string(),
  licence: v.string(),
  attribution: v.string(),
  linkTemplate: v.string(),
});

export function writeHeader(description: KbDescription): string {
  return JSON.stringify({
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    id: description.id,
    title: description.title,
    version: description.version,
    source: description.source,
    licence: description.licence,
    attribution: description.attribution,
    linkTemplate: description.linkTemplate,
  } satisfies KbDescription & Record<string, unknown>);
}

export function writeTrailer({ conceptCount, nameCount }: KbCounts): string {
  return `\t${JSON.stringify({ conceptCount, nameCount })}`;
}

/** @throws {SeraphError} `bad-format`, `bad-version` */
export function readHeader(line: string): KbDescription {
  const json = parseJson(line, 1, 'it does not begin with a description');
  const kind = v.safeParse(KIND, json);
  if (kind.success && kind.output.formatVersion !== FORMAT_VERSION) {
    throw new SeraphError(
      'bad-version',
      `This ${WHAT} has format version ${kind.output.formatVersion}; this Seraph reads version ${FORMAT_VERSION}. Nothing was changed. Reload Seraph to update it, or choose another file.`,
      { expected: FORMAT_VERSION, got: kind.output.formatVersion },
    );
  }
  const header = v.safeParse(DESCRIPTION, json);
  if (kind.success && header.success) return header.output;
  throw badPlace(1, 'description', kind.issues ?? header.issues);
}

export function isTrailer(line: string): boolean {
  return line.startsWith('\t');
}

/** @throws {SeraphError} `bad-format` */
export function readTrailer(line: string, number: number): KbCounts {
  const counts = v.safeParse(COUNTS, parseJson(line.slice(1), number, 'it does not end with its counts'));
  if (!counts.success) throw badPlace(number, 'end', counts.issues);
  return counts.output;
}

export function badLine(line: number, what: string, data: ErrorData): SeraphError {
  return new SeraphError(
    'bad-format',
    `Line ${line} of this ${WHAT} cannot be read: ${what}. Nothing was changed. Download the file again or build it anew.`,
    { line, ...data },
  );
}

function parseJson(text: string, line: number, otherwise: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badLine(line, otherwise, { expected: 'JSON' });
  }
}

function badPlace(
  line: number,
  part: string,
  issues: readonly v.BaseIssue<unknown>[] | undefined,
): SeraphError {
  const [issue] = issues ?? [];
  const path = issue ? (v.getDotPath(issue) ?? part) : part;
  return badLine(line, `its ${part} is wrong at "${path}"`, { got: issue?.message ?? path });
}

/** Bytes a file may unpack to: a hostile one must not take all memory, and what is written must be read again. */
export const LARGEST = 2 ** 30;

export function tooLarge(expected: number, got: number): SeraphError {
  return new SeraphError(
    'too-large',
    `This ${WHAT} is too large for a browser. Nothing was changed. Choose a smaller file, or leave parts of it out.`,
    { expected, got },
  );
}
