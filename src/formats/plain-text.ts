/**
 * Pasted or opened plain text, one or several abstracts. The text is never normalised: each document is a piece of
 * what was pasted, from its first to its last visible character.
 *
 * How a paste is split. Blocks are what blank lines separate. A block is a *heading* when it is one line of at most
 * 250 characters that is followed by another block and either does not end like a sentence or is less than half as
 * long as that block. Section names ("Methods", "RESULTS:") open no document.
 * 1. If any blocks are headings (and the first one is), each run of headings opens a document, and what follows up
 *    to the next heading belongs to it: a title, a blank line and a body are one document.
 * 2. Otherwise each block is a document, but a block that begins with a section name continues the one before.
 * The rule can be wrong, so the caller can ask for one document instead (`merge`).
 */
import { SeraphError } from '../core/errors.js';
import type { Utf16Offset } from '../core/ids.js';
import type { SourceDocument } from '../core/text/document.js';
import type { ImportOptions } from './import-result.js';

/** 20 MiB of UTF-16 units: far above any article, below what makes a tab fail. */
export const MAX_TEXT_LENGTH = 20 * 1024 * 1024;

const HEADING_LENGTH = 250;

const SECTION =
  /^(?:abstract|aims?|background|case(?: (?:presentation|report))?|conclusions?|design|discussion|findings|introduction|interpretation|keywords?|materials(?: and methods)?|methods?|objectives?|patients(?: and methods)?|purpose|results?|setting|summary)\s*(?::|$)/i;

export interface PasteOptions extends ImportOptions {
  /** Documents are named after this; several get a number: "Pasted text 2". */
  readonly label: string;
  /** One document, whatever the blank lines say. */
  readonly merge?: boolean;
}

/** A piece between blank lines; `start` and `end` are places in the paste. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly heading: boolean;
}

/**
 * Splits a paste into documents by the rule above.
 * @throws SeraphError `bad-format` when there is no visible text, `too-large` above `MAX_TEXT_LENGTH`.
 */
export function splitPasted(text: string, options: PasteOptions): readonly SourceDocument[] {
  checkSize(text);
  const blocks = blocksOf(text);
  if (blocks.length === 0) {
    throw new SeraphError(
      'bad-format',
      'There is no text to read. Nothing was changed. Paste an abstract, or open a text or PubTator file.',
      { expected: 'text', got: text.length },
    );
  }
  const groups = options.merge === true ? [blocks] : groupsOf(blocks);
  return groups.map((group, index) => {
    const [first] = group;
    const start = first?.start ?? 0;
    const piece = text.slice(start, group.at(-1)?.end ?? start);
    const titleEnd = first?.heading === true ? first.end - start : titleLineEnd(piece);
    return {
      id: options.createId(),
      label: groups.length === 1 ? options.label : `${options.label} ${index + 1}`,
      text: piece,
      titleEnd: titleEnd as Utf16Offset,
      annotations: [],
    };
  });
}

/** @throws SeraphError `too-large` above `MAX_TEXT_LENGTH`. */
export function checkSize(text: string): void {
  if (text.length <= MAX_TEXT_LENGTH) return;
  const millions = (length: number) => (length / 1024 / 1024).toFixed(1);
  throw new SeraphError(
    'too-large',
    `The text has ${millions(text.length)} million characters; ${millions(MAX_TEXT_LENGTH)} is the limit. ` +
      'Nothing was imported. Split it into several files.',
    { expected: MAX_TEXT_LENGTH, got: text.length },
  );
}

/** A blank line: two line ends with at most spaces between them. `\r\n` is one line end. */
const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))\s*/g;

/** Pieces between blank lines, without the white space around them. */
function blocksOf(text: string): readonly Block[] {
  const pieces: { start: number; end: number; text: string }[] = [];
  let from = 0;
  const add = (to: number) => {
    const raw = text.slice(from, to);
    const visible = raw.trim();
    if (visible === '') return;
    const start = from + raw.indexOf(visible);
    pieces.push({ start, end: start + visible.length, text: visible });
  };
  for (const gap of text.matchAll(BLANK_LINE)) {
    add(gap.index);
    from = gap.index + gap[0].length;
  }
  add(text.length);
  return pieces.map((piece, index) => ({
    ...piece,
    heading: isHeading(piece.text, pieces[index + 1]?.text),
  }));
}

function isHeading(text: string, next: string | undefined): boolean {
  if (next === undefined || text.length > HEADING_LENGTH || /[\r\n]/.test(text)) return false;
  if (SECTION.test(text)) return false;
  return !/[.!?:;]$/.test(text) || text.length * 2 < next.length;
}

function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const titled = blocks[0]?.heading === true;
  const groups: Block[][] = [];
  blocks.forEach((block, index) => {
    const opens = titled ? block.heading && blocks[index - 1]?.heading !== true : !SECTION.test(block.text);
    const group = groups.at(-1);
    if (opens || group === undefined) groups.push([block]);
    else group.push(block);
  });
  return groups;
}

/** End of the first line when a much longer line follows directly: a title above its abstract; 0 otherwise. */
function titleLineEnd(text: string): number {
  const [first = '', second = ''] = text.split(/\r?\n|\r/, 2);
  return first.length <= HEADING_LENGTH && second.length > 2 * first.length ? first.length : 0;
}
