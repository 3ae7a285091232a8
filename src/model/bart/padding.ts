/** Lists of tokens of different lengths, side by side in one rectangle. */
import { FORBIDDEN } from './layers.js';

export interface Padded {
  readonly rows: number;
  /** Columns: at least the longest list. */
  readonly length: number;
  readonly lengths: readonly number[];
  /** [rows * length], row-major; padding is token 0, and no true position may attend to it. */
  readonly tokens: Uint32Array;
  /** [rows * length]: 0, 1, 2… in each row, as if it stood alone. */
  readonly positions: Uint32Array;
}

/** Pads on the right to `length` columns. */
export function padRight(lists: readonly (readonly number[])[], length: number): Padded {
  const tokens = new Uint32Array(lists.length * length);
  const positions = new Uint32Array(lists.length * length);
  lists.forEach((list, row) => {
    tokens.set(list, row * length);
    for (let column = 0; column < list.length; column += 1) positions[row * length + column] = column;
  });
  return { rows: lists.length, length, lengths: lists.map((list) => list.length), tokens, positions };
}

/** Rows `from` up to `to`, or to the last. */
export function selectRows(
  { rows, length, lengths, tokens, positions }: Padded,
  from: number,
  to: number,
): Padded {
  const end = Math.min(to, rows);
  return {
    rows: end - from,
    length,
    lengths: lengths.slice(from, end),
    tokens: tokens.subarray(from * length, end * length),
    positions: positions.subarray(from * length, end * length),
  };
}

/**
 * Additive mask [rows * length], forbidding each row's columns from `lengths[row]` up to `paddedLength` (all later
 * ones are allowed); null when nothing is forbidden.
 */
export function paddingMask(
  lengths: readonly number[],
  paddedLength: number,
  length = paddedLength,
): Float32Array | null {
  if (lengths.every((own) => own === paddedLength)) return null;
  const mask = new Float32Array(lengths.length * length);
  lengths.forEach((own, row) => mask.fill(FORBIDDEN, row * length + own, row * length + paddedLength));
  return mask;
}
