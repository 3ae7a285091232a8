/**
 * What files say of concepts in any order, gathered by concept before it can be given on. Texts lie as UTF-8 in large
 * blocks: a fact costs 13 bytes and its text, a concept its id and some 80 bytes.
 */
import { NumberList } from '../../core/bytes/number-list.js';
import { detached } from './detached.js';
import { importError } from './files/import-error.js';

export interface Fact {
  readonly kind: number;
  readonly text: string;
}

const BLOCK = 1 << 24;
/** Positions are 32-bit numbers; a tab has not much more memory than this anyway. */
const MAX_BYTES = 2 ** 31;

export class FactStore {
  readonly #subjects = new Map<string, number>();
  /** Per subject: its first and last fact, plus one; 0 for none. */
  readonly #first = new NumberList();
  readonly #last = new NumberList();
  /** Per fact: the next of its subject plus one, its kind (8 bits) and length (24 bits), its place in the blocks. */
  readonly #next = new NumberList();
  readonly #shape = new NumberList();
  readonly #starts = new NumberList();
  readonly #blocks: Uint8Array[] = [];
  #used = BLOCK;

  get subjectCount(): number {
    return this.#subjects.size;
  }

  /** In the order of their numbers. */
  subjects(): Iterable<readonly [id: string, subject: number]> {
    return this.#subjects;
  }

  /** -1 for an id that is not there. */
  find(id: string): number {
    return this.#subjects.get(id) ?? -1;
  }

  /** The number of the id, which is new where it was not there. */
  subjectOf(id: string): number {
    const known = this.#subjects.get(id);
    if (known !== undefined) return known;
    const subject = this.#subjects.size;
    this.#subjects.set(detached(id), subject);
    this.#first.push(0);
    this.#last.push(0);
    return subject;
  }

  /**
   * @param kind 0 to 255
   * @param text a line at most
   * @throws {SeraphError} `too-large`, naming `file`
   */
  add(subject: number, kind: number, text: string, file: string): void {
    const fact = this.#next.length + 1;
    const { start, length } = this.#write(text, file);
    this.#next.push(0);
    this.#shape.push(kind * 2 ** 24 + length);
    this.#starts.push(start);
    const last = this.#last.at(subject);
    if (last === 0) this.#first.set(subject, fact);
    else this.#next.set(last - 1, fact);
    this.#last.set(subject, fact);
  }

  /** In the order in which they were added. */
  *factsOf(subject: number): Generator<Fact, void, undefined> {
    const decoder = new TextDecoder();
    for (let fact = this.#first.at(subject); fact !== 0; fact = this.#next.at(fact - 1)) {
      const shape = this.#shape.at(fact - 1);
      const start = this.#starts.at(fact - 1);
      const from = start % BLOCK;
      const block = this.#blocks[Math.floor(start / BLOCK)] ?? new Uint8Array(0);
      yield { kind: shape >>> 24, text: decoder.decode(block.subarray(from, from + (shape & 0xffffff))) };
    }
  }

  #write(text: string, file: string): { readonly start: number; readonly length: number } {
    // A UTF-16 code unit takes three bytes of UTF-8 at most.
    if (this.#used + 3 * text.length > BLOCK) {
      if ((this.#blocks.length + 1) * BLOCK > MAX_BYTES) {
        throw importError(
          { file },
          'it holds more text than fits into memory',
          'Import a part of it, or sort its rows by id so that they can be read one after the other',
          { expected: MAX_BYTES },
          'too-large',
        );
      }
      this.#blocks.push(new Uint8Array(BLOCK));
      this.#used = 0;
    }
    const block = this.#blocks.at(-1) ?? new Uint8Array(0);
    const { written } = new TextEncoder().encodeInto(text, block.subarray(this.#used));
    const start = (this.#blocks.length - 1) * BLOCK + this.#used;
    this.#used += written;
    return { start, length: written };
  }
}
