/**
 * Compact identifiers (CURIEs, `prefix:id`) as biomedical vocabularies write them, in all their spellings: `MESH:D001260`,
 * `MSH:D001260`, `mim:208900`, `OMIM:208900`, `SNOMEDCT_US_2023_03_01:68504005`. Prefixes are those of the Bioregistry.
 */
import type { ConceptId } from '../ids.js';
import { PREFIXES, type Prefix } from './prefixes.js';

/** The release date that some files write behind a prefix. */
const RELEASE = /_\d{4}(_\d{1,2}){1,2}$/;

function keyOf(prefix: string): string {
  return prefix
    .toLowerCase()
    .replace(RELEASE, '')
    .replace(/[ ._-]/g, '');
}

const BY_KEY: ReadonlyMap<string, Prefix> = new Map(
  [...PREFIXES]
    // Own names go last, so that they win over another's alias.
    .flatMap((prefix) => prefix.aliases.map((alias) => [keyOf(alias), prefix] as const))
    .concat(PREFIXES.map((prefix) => [keyOf(prefix.name), prefix] as const)),
);

export interface Curie {
  /** As written when the prefix is not known, else the Bioregistry's. */
  readonly prefix: string;
  readonly id: string;
}

/** Splits `prefix:id` at the first colon; null for anything else. Ids that repeat their prefix lose it. */
export function parseCurie(written: string): Curie | null {
  const text = written.trim();
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1 || /\s/.test(text)) return null;
  const known = BY_KEY.get(keyOf(text.slice(0, colon)));
  const id = text.slice(colon + 1);
  if (known === undefined) return { prefix: text.slice(0, colon), id };
  const again = id.indexOf(':');
  const repeats = again > 0 && BY_KEY.get(keyOf(id.slice(0, again))) === known;
  return { prefix: known.name, id: repeats ? id.slice(again + 1) : id };
}

/** One form for all spellings of a CURIE, to compare by: `mesh:D001260`. Text that is none stays as it is. */
export function canonicalCurie(written: string): string {
  const curie = parseCurie(written);
  return curie === null ? written.trim() : `${curie.prefix.toLowerCase()}:${curie.id}`;
}

/**
 * The CURIE of a concept in a knowledge base. Ids without a prefix, as MeSH has them, get that of the knowledge base,
 * whose `KbDescription.id` begins with it: `mesh-diseases`.
 */
export function curieOfConcept(kbId: string, id: ConceptId): string {
  if (parseCurie(id) !== null) return canonicalCurie(id);
  const space = BY_KEY.get(keyOf(kbId.split('-')[0] ?? ''));
  return `${space?.name ?? kbId}:${id}`;
}

/** Where a CURIE or an address is looked up; null when nobody is known to ask. */
export function linkOf(written: string): string | null {
  if (/^https?:\/\/\S+$/.test(written)) return written;
  const curie = parseCurie(written);
  const prefix = curie && BY_KEY.get(keyOf(curie.prefix));
  return prefix ? prefix.link.replace('{id}', encodeURIComponent(curie.id)) : null;
}
