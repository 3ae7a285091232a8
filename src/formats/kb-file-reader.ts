import { readConceptLine } from '../core/kb/concept-line.js';
import type { Concept, KbDescription, KbInfo } from '../core/kb/knowledge-base.js';
import { gunzipChunks } from './kb-import/files/unpack.js';
import {
  badLine,
  isTrailer,
  LARGEST,
  readHeader,
  readTrailer,
  tooLarge,
  WHAT,
  type KbCounts,
} from './kb-file-lines.js';

/** UTF-16 units of a line: a concept has a few hundred. */
const LONGEST_LINE = 2 ** 24;

/**
 * Reads a knowledge base file (`kb-file-lines.ts`) in memory that does not grow with it.
 *
 * @param chunks its bytes in parts of any length; whoever gives them out can count them, rest, or throw to stop
 * @param add takes each concept; false when one with its id came before
 * @throws {SeraphError} `bad-format` with the line number, `bad-version` for a file of a later Seraph, `too-large`
 */
export async function readKbFile(
  chunks: AsyncIterable<Uint8Array>,
  add: (concept: Concept) => boolean,
): Promise<KbInfo> {
  const reader = new LineReader(add);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw badLine(reader.nextLine, 'its text is not UTF-8', { expected: 'UTF-8' });
    }
  };
  let unpacked = 0;
  for await (const chunk of gunzipChunks(`This ${WHAT}`, chunks)) {
    unpacked += chunk.length;
    if (unpacked > LARGEST) throw tooLarge(LARGEST, unpacked);
    reader.read(decode(chunk));
  }
  reader.read(decode());
  return reader.end();
}

class LineReader {
  /** From 1: of the line that is not whole yet. */
  nextLine = 1;
  #rest = '';
  #description: KbDescription | null = null;
  #promised: KbCounts | null = null;
  #conceptCount = 0;

  constructor(private readonly add: (concept: Concept) => boolean) {}

  read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE) throw tooLarge(LONGEST_LINE, this.#rest.length);
    for (const line of lines) this.#readLine(line, this.nextLine++);
  }

  end(): KbInfo {
    if (this.#rest !== '' || this.#description === null || this.#promised === null) {
      throw badLine(this.nextLine, 'the file is cut off here', {});
    }
    const counts = { expected: this.#promised.conceptCount, got: this.#conceptCount };
    if (counts.expected !== counts.got) {
      const what = `the file promises ${counts.expected} concepts but has ${counts.got}`;
      throw badLine(this.nextLine - 1, what, counts);
    }
    return { ...this.#description, ...this.#promised };
  }

  #readLine(line: string, number: number): void {
    if (this.#description === null) {
      this.#description = readHeader(line);
    } else if (this.#promised !== null) {
      throw badLine(number, 'the file goes on after its end', {});
    } else if (isTrailer(line)) {
      this.#promised = readTrailer(line, number);
    } else {
      const concept = readConceptLine(line, (what, data) => badLine(number, what, data));
      this.#conceptCount++;
      if (!this.add(concept)) {
        throw badLine(number, `the id ${concept.id} came before`, { got: concept.id });
      }
    }
  }
}
