import type { Names } from '../../src/core/link/name-trie.js';

const LINE_FEED = 10;

/**
 * Distinct names in one run of UTF-8, each ended by a line feed: what an installed knowledge base hands to the builder,
 * and as a file what the Python rivals read.
 */
export class PackedNames implements Names {
  private constructor(
    readonly bytes: Buffer,
    private readonly starts: Uint32Array,
  ) {}

  /** Takes the first `most` names that did not come before. None holds a line feed. */
  static of(names: Iterable<string>, most = Infinity): PackedNames {
    const distinct = new Set<string>();
    for (const name of names) {
      if (distinct.size >= most) break;
      distinct.add(name);
    }
    const starts = new Uint32Array(distinct.size + 1);
    let bytes = Buffer.alloc(64 * distinct.size);
    let end = 0;
    let index = 0;
    for (const name of distinct) {
      const most3 = 3 * name.length + 1;
      if (end + most3 > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length + most3)]);
      end += bytes.write(name, end);
      bytes[end++] = LINE_FEED;
      starts[++index] = end;
    }
    return new PackedNames(Buffer.from(bytes.subarray(0, end)), starts);
  }

  get nameCount(): number {
    return this.starts.length - 1;
  }

  nameAt(index: number): string {
    const end = (this.starts[index + 1] ?? 1) - 1;
    return this.bytes.toString('utf8', this.starts[index] ?? end, end);
  }
}
