import type { OpenSections } from '../../bytes/sections.js';
import { textHash } from '../../hash/text-hash.js';
import { SYNONYM_SCOPES } from '../knowledge-base.js';
import { looseKey } from '../loose-key.js';
import { sliceAt, type Slices } from '../slices.js';
import type { NameRole, NameTable } from '../tables.js';
import { hashListOf } from './hash-lists.js';
import { decodeText } from './record.js';
import { slicesIn } from './sections-in.js';

const ENCODER = new TextEncoder();
const NONE: readonly number[] = [];

export class ImageNameTable implements NameTable {
  readonly nameCount: number;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #byHash: Slices;
  readonly #owners: Slices;
  readonly #roles: Uint8Array;
  readonly #byLooseKey: Slices;

  constructor(sections: OpenSections) {
    this.#bytes = sections.u8('nameBytes');
    this.#starts = sections.u32('nameStarts');
    this.#byHash = slicesIn(sections, 'nameListStarts', 'nameListEntries');
    this.#owners = slicesIn(sections, 'ownerStarts', 'owners');
    this.#roles = sections.u8('roles');
    this.#byLooseKey = slicesIn(sections, 'looseListStarts', 'looseListEntries');
    this.nameCount = this.#starts.length - 1;
  }

  nameAt(nameIndex: number): string {
    return decodeText(this.#bytes.subarray(this.#starts[nameIndex] ?? 0, this.#starts[nameIndex + 1] ?? 0));
  }

  find(normalised: string): readonly number[] {
    const wanted = ENCODER.encode(normalised);
    const found = hashListOf(this.#byHash, textHash(normalised)).find((name) => this.#isAt(name, wanted));
    return found === undefined ? NONE : [found];
  }

  conceptsOf(nameIndex: number): Uint32Array {
    return sliceAt(this.#owners, nameIndex);
  }

  roleOf(nameIndex: number, place: number): NameRole {
    const role = this.#roles[(this.#owners.starts[nameIndex] ?? 0) + place] ?? 0;
    return role === 0 ? 'preferred' : (SYNONYM_SCOPES[role - 1] ?? 'exact');
  }

  alike(name: string): readonly number[] {
    const key = looseKey(name);
    const alike = hashListOf(this.#byLooseKey, textHash(key)).filter(
      (index) => looseKey(this.nameAt(index)) === key,
    );
    return Array.from(alike);
  }

  #isAt(nameIndex: number, wanted: Uint8Array): boolean {
    const start = this.#starts[nameIndex] ?? 0;
    if ((this.#starts[nameIndex + 1] ?? 0) - start !== wanted.length) return false;
    for (let i = 0; i < wanted.length; i++) if (this.#bytes[start + i] !== wanted[i]) return false;
    return true;
  }
}
