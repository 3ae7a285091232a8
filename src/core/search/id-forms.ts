import { parseCurie } from '../curie/curie.js';
import { normaliseName } from '../kb/normalise-name.js';

/** An id, or what is typed for one, in lower case. */
export interface IdForm {
  readonly whole: string;
  /** `mesh` in `MESH:D001260` and `MSH:D001260`, `hp` in `HP_0000118`; empty when none is written. */
  readonly prefix: string;
  /** What follows the prefix. */
  readonly local: string;
}

/** How OBO writes ids in addresses. */
const OBO = /^([a-z]+)_(\d+)$/;

/** Reads `D001260`, `MESH:D001260`, `mesh: d001260`, `HP_0000118` and addresses that end in one of them. */
export function idFormOf(text: string): IdForm {
  const whole = normaliseName(text).replace(/: /g, ':');
  const last = whole.includes('://') ? (/[^/#=]*$/.exec(whole)?.[0] ?? '') : whole;
  const curie = parseCurie(last.replace(OBO, '$1:$2'));
  return { whole, prefix: curie?.prefix.toLowerCase() ?? '', local: curie?.id ?? last };
}

/** How well two ids agree: 0 wholly, 1 in all that both write, null not at all. */
export function idAgreement(a: IdForm, b: IdForm): 0 | 1 | null {
  if (a.whole === b.whole) return 0;
  const samePrefix = a.prefix === b.prefix || a.prefix === '' || b.prefix === '';
  return a.local === b.local && samePrefix ? 1 : null;
}

/** Place of an id in a table of 2^bits lists: FNV-1a over the code units of the local part. */
export function idBucket({ local }: IdForm, bits: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < local.length; at++) hash = Math.imul(hash ^ local.charCodeAt(at), 0x01000193);
  // Folded, because the low bits of FNV-1a are its weak ones.
  return ((hash ^ (hash >>> 15)) >>> 0) & (2 ** bits - 1);
}
