import { Gzip } from 'fflate';
import { writeConceptLine } from '../core/kb/concept-line.js';
import type { Concept, KbDescription } from '../core/kb/knowledge-base.js';
import { LARGEST, tooLarge, writeHeader, writeTrailer } from './kb-file-lines.js';

/** UTF-16 units of text that are packed at a time. */
const BATCH = 1 << 18;

export interface KbFileWriter {
  /** @throws {SeraphError} `too-large` */
  add(concept: Concept): void;
  /**
   * Writes the end.
   *
   * @param nameCount distinct normalised names, which who builds an image knows anyway (`KbImageBuilder.nameCount`)
   */
  finish(nameCount: number): void;
}

/**
 * Writes a knowledge base file in memory that does not grow with it (what it looks like: `kb-file-lines.ts`). The same
 * concepts in the same order give the same bytes.
 *
 * @param sink takes the packed bytes, in order and in parts of any length
 */
export function createKbFileWriter(
  description: KbDescription,
  sink: (bytes: Uint8Array) => void,
): KbFileWriter {
  // Without a time stamp and a file name.
  const gzip = new Gzip({ level: 9, mtime: 0 }, (bytes) => {
    if (bytes.length > 0) sink(bytes);
  });
  const encoder = new TextEncoder();
  let text = `${writeHeader(description)}\n`;
  let conceptCount = 0;
  let unpacked = 0;
  const pack = (isLast: boolean) => {
    const bytes = encoder.encode(text);
    unpacked += bytes.length;
    if (unpacked > LARGEST) throw tooLarge(LARGEST, unpacked);
    gzip.push(bytes, isLast);
    text = '';
  };
  return {
    add(concept) {
      conceptCount++;
      text += `${writeConceptLine(concept)}\n`;
      if (text.length >= BATCH) pack(false);
    },
    finish(nameCount) {
      text += `${writeTrailer({ conceptCount, nameCount })}\n`;
      pack(true);
    },
  };
}
