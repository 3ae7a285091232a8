import { ByteList } from '../../bytes/byte-list.js';
import { GrowingIndex } from '../../bytes/growing-index.js';
import { NumberList } from '../../bytes/number-list.js';
import { textHash } from '../../hash/text-hash.js';
import type { ConceptId, Sha256 } from '../../ids.js';
import type { Steps } from '../../steps.js';
import { writeConceptLine } from '../concept-line.js';
import { SYNONYM_SCOPES, type Concept, type KbDescription } from '../knowledge-base.js';
import { normaliseName } from '../normalise-name.js';
import type { ImageParts } from './image-parts.js';
import { packImage } from './pack-image.js';
import { idOfRecord } from './record.js';

const ENCODER = new TextEncoder();

/**
 * Builds the image of a knowledge base from its concepts, one by one, none of which is kept. Memory is that of the
 * image and about half as much again.
 */
export class KbImageBuilder {
  readonly #parts: ImageParts = {
    names: { bytes: new ByteList(), starts: new NumberList(), index: new GrowingIndex() },
    preferred: { names: new NumberList(), owners: new NumberList(), roles: new NumberList() },
    others: { names: new NumberList(), owners: new NumberList(), roles: new NumberList() },
    records: { bytes: new ByteList(), starts: new NumberList(), ids: new GrowingIndex() },
    aliases: { hashes: new NumberList(), owners: new NumberList() },
    groupOf: new NumberList(),
    groups: new Map(),
    obsolete: new NumberList(),
  };
  readonly #groupCounts: number[] = [];

  get conceptCount(): number {
    return this.#parts.groupOf.length;
  }

  get nameCount(): number {
    return this.#parts.names.starts.length;
  }

  /** Semantic groups with how many concepts each has so far. */
  get groups(): ReadonlyMap<string, number> {
    return new Map([...this.#parts.groups].map(([name, place]) => [name, this.#groupCounts[place] ?? 0]));
  }

  /** False, and nothing happens, when a concept with the same id came before. */
  add(concept: Concept): boolean {
    const { records, aliases, obsolete } = this.#parts;
    const hash = textHash(concept.id);
    if (this.#find(concept.id, hash) >= 0) return false;
    const owner = records.ids.add(hash);
    records.starts.push(records.bytes.length);
    records.bytes.append(ENCODER.encode(writeConceptLine(concept)));
    for (const alias of concept.aliases) {
      aliases.hashes.push(textHash(alias));
      aliases.owners.push(owner);
    }
    this.#addGroup(concept.group);
    if (concept.obsolete !== null) obsolete.push(owner);
    this.#addNames(concept, owner);
    return true;
  }

  /**
   * Makes the image; the builder is empty afterwards.
   *
   * @param hash of the knowledge base's file
   */
  *finish(description: KbDescription, hash: Sha256): Steps<Uint8Array<ArrayBuffer>> {
    const { conceptCount, nameCount } = this;
    const about = { info: { ...description, conceptCount, nameCount }, hash, groups: [...this.groups] };
    return yield* packImage(this.#parts, about);
  }

  #find(id: ConceptId, hash: number): number {
    const { bytes, starts, ids } = this.#parts.records;
    return ids.find(hash, (concept) => {
      const end = concept + 1 < starts.length ? starts.at(concept + 1) : bytes.length;
      return idOfRecord(bytes.slice(starts.at(concept), end)) === id;
    });
  }

  #addGroup(group: string): void {
    const { groups, groupOf } = this.#parts;
    const place = groups.get(group) ?? groups.size;
    groups.set(group, place);
    groupOf.push(place);
    this.#groupCounts[place] = (this.#groupCounts[place] ?? 0) + 1;
  }

  #addNames({ name, synonyms }: Concept, owner: number): void {
    const { preferred, others } = this.#parts;
    const roles = new Map<number, number>();
    const note = (written: string, role: number) => {
      const index = this.#nameNumber(normaliseName(written));
      if (index >= 0) roles.set(index, Math.min(role, roles.get(index) ?? role));
    };
    note(name, 0);
    for (const synonym of synonyms) note(synonym.name, 1 + SYNONYM_SCOPES.indexOf(synonym.scope));
    for (const [index, role] of roles) {
      const list = role === 0 ? preferred : others;
      list.names.push(index);
      list.owners.push(owner);
      list.roles.push(role);
    }
  }

  /** -1 for an empty name. */
  #nameNumber(name: string): number {
    if (name === '') return -1;
    const { bytes, starts, index } = this.#parts.names;
    const hash = textHash(name);
    const encoded = ENCODER.encode(name);
    const known = index.find(hash, (number) => {
      const end = number + 1 < starts.length ? starts.at(number + 1) : bytes.length;
      return bytes.equals(encoded, starts.at(number), end);
    });
    if (known >= 0) return known;
    starts.push(bytes.length);
    bytes.append(encoded);
    return index.add(hash);
  }
}
