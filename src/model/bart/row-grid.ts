/**
 * Rows of a decoder input against their mentions: a grid [mentions, rows per mention], so that one batched product
 * serves all rows with one copy of each mention's keys and values. Where mentions have fewer rows, cells repeat row 0 and
 * their results are dropped.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { gatherRows } from './gather.js';

export interface RowGrid {
  readonly mentions: number;
  /** [R, width] → [mentions * rows per mention, width] */
  place(x: tf.Tensor): tf.Tensor;
  /** The inverse: [mentions * rows per mention, width] → [R, width] */
  collect(x: tf.Tensor): tf.Tensor;
}

/** `mentionOfRow`: for each row, its mention. Any order works; rows sorted by mention need no moving when even. */
export function createRowGrid(mentionOfRow: Uint32Array, mentions: number): RowGrid {
  const used = new Uint32Array(mentions);
  const column = mentionOfRow.map((mention) => {
    const next = used[mention] ?? 0;
    used[mention] = next + 1;
    return next;
  });
  const columns = used.reduce((most, count) => Math.max(most, count), 1);
  const cellOfRow = mentionOfRow.map((mention, row) => mention * columns + (column[row] ?? 0));
  const rowOfCell = new Uint32Array(mentions * columns);
  cellOfRow.forEach((cell, row) => {
    rowOfCell[cell] = row;
  });
  return {
    mentions,
    place: (x) => gatherRows(x, rowOfCell),
    collect: (x) => gatherRows(x, cellOfRow),
  };
}
