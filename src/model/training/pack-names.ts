/**
 * The names of one source as a tree in one row of the decoder: the prefix once, leading pieces that names share once, then
 * each name's own. A token sees its ancestors only, and has the position that it would have in a row of its own, so that
 * every name is computed as if it stood alone, at the cost of what differs.
 */
import type { TokenId } from '../../core/ids.js';
import { FORBIDDEN } from '../bart/layers.js';

/** Names of one source, packed. */
export interface PackedNames {
  /** What the decoder reads. */
  readonly tokens: readonly TokenId[];
  /** Of each token, as in a row of its own name. */
  readonly positions: readonly number[];
  /** Of each token, the one before it; -1 for the first. */
  readonly parents: readonly number[];
  readonly targets: readonly PackedTarget[];
}

/** A piece that is to be predicted. */
export interface PackedTarget {
  /** Which token's state predicts it. */
  readonly from: number;
  readonly token: TokenId;
  /** The names that it is a piece of. */
  readonly names: readonly number[];
}

/**
 * @param prefix at least the start token
 * @param names with end-of-sequence
 */
export function packNames(prefix: readonly TokenId[], names: readonly (readonly TokenId[])[]): PackedNames {
  const tokens = [...prefix];
  const positions = prefix.map((_, place) => place);
  const parents = prefix.map((_, place) => place - 1);
  const children = new Map<string, number>();
  const targets = new Map<string, { from: number; token: TokenId; names: number[] }>();
  names.forEach((name, number) => {
    let from = prefix.length - 1;
    name.forEach((token, place) => {
      const key = `${from} ${token}`;
      const target = targets.get(key) ?? { from, token, names: [] };
      target.names.push(number);
      targets.set(key, target);
      // The last piece is predicted, not read.
      if (place === name.length - 1) return;
      const known = children.get(key);
      if (known === undefined) {
        tokens.push(token);
        positions.push(prefix.length + place);
        parents.push(from);
        children.set(key, tokens.length - 1);
      }
      from = known ?? tokens.length - 1;
    });
  });
  return { tokens, positions, parents, targets: [...targets.values()] };
}

/** Additive mask [rows, 1, length, length]: each token sees itself and its ancestors; padding sees itself. */
export function ancestorMask(rows: readonly PackedNames[], length: number): Float32Array {
  const mask = new Float32Array(rows.length * length * length).fill(FORBIDDEN);
  rows.forEach(({ parents }, row) => {
    for (let token = 0; token < length; token += 1) {
      const line = (row * length + token) * length;
      mask[line + token] = 0;
      for (let seen = parents[token] ?? -1; seen >= 0; seen = parents[seen] ?? -1) mask[line + seen] = 0;
    }
  });
  return mask;
}
