/**
 * The head's own layers: from projected encoder states and features to a score for each word and tag. Small enough for
 * plain arrays: about 35 million multiplications for an abstract. The reference is `MentionHead` in
 * `training/seraph_training/mention_head/model.py`.
 */
import { affixesOf, flagsOf, gramsOf } from './features.js';
import type { HeadWord } from './words.js';

/** A layer of weights [outputs, inputs], row-major, and biases [outputs]. */
export interface Dense {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** A convolution over three words, `dilation` apart: one matrix [outputs, inputs] for each, the earliest first. */
export interface Convolution {
  readonly taps: readonly [Float32Array, Float32Array, Float32Array];
  readonly bias: Float32Array;
  readonly dilation: number;
}

export interface HeadLayers {
  /** [projected]: added to a word's projected states. */
  readonly projectBias: Float32Array;
  /** Tables [rows, width] of the last three letters, the last four, the first three. */
  readonly affixes: readonly Float32Array[];
  readonly affixRows: number;
  /** Table [rows, width] of runs of three letters. */
  readonly grams: Float32Array;
  readonly gramRows: number;
  readonly mix: Dense;
  readonly convolutions: readonly Convolution[];
  readonly emit: Dense;
}

/** What the head is told about a text beside the encoder's states. */
export interface HeadInput {
  readonly text: string;
  readonly words: readonly HeadWord[];
  /** [words, projected]: the mean over each word's pieces. */
  readonly projected: Float32Array;
  /** Tag of each word after the dictionary finder. */
  readonly known: Uint8Array;
  readonly tagCount: number;
}

/** Emissions [words, tags]. */
export function emissionsOf(layers: HeadLayers, input: HeadInput): Float32Array {
  const { words, tagCount } = input;
  const told = words.map((word, at) => [
    ...flagsOf(input.text, word),
    ...Array.from({ length: tagCount }, (_, tag) => Number(input.known[at] === tag)),
  ]);
  let hidden = mixed(layers, input, told);
  for (const convolution of layers.convolutions) hidden = convolved(convolution, hidden);
  const width = layers.mix.bias.length;
  const emissions = new Float32Array(words.length * tagCount);
  words.forEach((_, at) => {
    const row = Float32Array.of(...hidden.subarray(at * width, (at + 1) * width), ...(told[at] ?? []));
    dense(layers.emit, row, emissions.subarray(at * tagCount, (at + 1) * tagCount));
  });
  return emissions;
}

function mixed(layers: HeadLayers, input: HeadInput, told: readonly number[][]): Float32Array {
  const { projectBias, mix } = layers;
  const width = mix.bias.length;
  const hidden = new Float32Array(input.words.length * width);
  input.words.forEach((word, at) => {
    const own = projectBias.map((bias, column) =>
      Math.tanh(bias + (input.projected[at * projectBias.length + column] ?? 0)),
    );
    const into = hidden.subarray(at * width, (at + 1) * width);
    dense(mix, Float32Array.of(...own, ...spellingOf(layers, word), ...(told[at] ?? [])), into);
    rectify(into);
  });
  return hidden;
}

/** What the tables say of a word: its affixes one after another, then the mean over its runs of three letters. */
function spellingOf({ affixes, affixRows, grams, gramRows }: HeadLayers, word: HeadWord): number[] {
  const rowOf = (table: Float32Array, rows: number, row: number): Float32Array => {
    const size = table.length / rows;
    return table.subarray(row * size, (row + 1) * size);
  };
  const rows = gramsOf(word, gramRows).map((row) => rowOf(grams, gramRows, row));
  const mean = Array.from({ length: grams.length / gramRows }, (_, column) =>
    rows.reduce((sum, row) => sum + (row[column] ?? 0) / rows.length, 0),
  );
  const own = affixesOf(word, affixRows).flatMap((row, place) => [
    ...rowOf(affixes[place] ?? new Float32Array(), affixRows, row),
  ]);
  return [...own, ...mean];
}

/** Adds to each row what the convolution gives, negative values cut off; nothing lies beyond the ends. */
function convolved({ taps, bias, dilation }: Convolution, hidden: Float32Array): Float32Array {
  const width = bias.length;
  const rows = hidden.length / width;
  const result = hidden.slice();
  const sum = new Float32Array(width);
  for (let row = 0; row < rows; row += 1) {
    sum.set(bias);
    taps.forEach((weight, tap) => {
      const from = row + (tap - 1) * dilation;
      if (from >= 0 && from < rows)
        addProduct(weight, hidden.subarray(from * width, (from + 1) * width), sum);
    });
    rectify(sum);
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      result[at] = (result[at] ?? 0) + (sum[column] ?? 0);
    }
  }
  return result;
}

function dense({ weight, bias }: Dense, x: Float32Array, into: Float32Array): void {
  into.set(bias);
  addProduct(weight, x, into);
}

/** Adds weight [outputs, inputs] times x. */
function addProduct(weight: Float32Array, x: Float32Array, into: Float32Array): void {
  const width = x.length;
  for (let output = 0, at = 0; output < into.length; output += 1) {
    let sum = into[output] ?? 0;
    for (let input = 0; input < width; input += 1, at += 1) sum += (weight[at] ?? 0) * (x[input] ?? 0);
    into[output] = sum;
  }
}

function rectify(values: Float32Array): void {
  for (let at = 0; at < values.length; at += 1) values[at] = Math.max(0, values[at] ?? 0);
}
