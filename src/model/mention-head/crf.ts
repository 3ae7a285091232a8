/**
 * The linear-chain conditional random field over BIO tags (Lafferty, McCallum and Pereira 2001): the best tags of a
 * document, and how probable each span is. Numbers are log-potentials, tables row-major; a document has a word at least.
 *
 * Tags of n types: 0 is outside; type k begins with 1 + 2k and goes on with 2 + 2k.
 */

/** With what BIO forbids far below anything learned. */
export interface Crf {
  /** [from][to] */
  readonly transitions: Float32Array;
  /** Of the first word's tag. */
  readonly first: Float32Array;
}

/** Words `from` up to `to` are one mention of type number `type`. */
export interface WordSpan {
  readonly from: number;
  readonly to: number;
  readonly type: number;
}

export function tagCountOf(typeCount: number): number {
  return 1 + 2 * typeCount;
}

/** The most probable mentions (Viterbi), in order. Emissions [words, tags]; of equally good tags the first. */
export function bestSpans(emissions: Float32Array, { transitions, first }: Crf): readonly WordSpan[] {
  const tags = first.length;
  const words = emissions.length / tags;
  const back = new Uint8Array(emissions.length);
  let scores = Float64Array.from(first, (score, tag) => score + (emissions[tag] ?? 0));
  for (let word = 1; word < words; word += 1) {
    const following = new Float64Array(tags);
    for (let to = 0; to < tags; to += 1) {
      let best = -Infinity;
      for (let from = 0; from < tags; from += 1) {
        const score = (scores[from] ?? 0) + (transitions[from * tags + to] ?? 0);
        if (score > best) {
          best = score;
          back[word * tags + to] = from;
        }
      }
      following[to] = best + (emissions[word * tags + to] ?? 0);
    }
    scores = following;
  }
  const path = new Uint8Array(words);
  let tag = scores.indexOf(scores.reduce((a, b) => Math.max(a, b), -Infinity));
  for (let word = words - 1; word >= 0; word -= 1) {
    path[word] = tag;
    tag = back[word * tags + tag] ?? 0;
  }
  return spansOf(path);
}

function spansOf(path: Uint8Array): readonly WordSpan[] {
  const spans: WordSpan[] = [];
  path.forEach((tag, word) => {
    const last = spans.at(-1);
    if (tag % 2 === 1) spans.push({ from: word, to: word + 1, type: (tag - 1) / 2 });
    else if (tag > 0 && last) spans[spans.length - 1] = { ...last, to: word + 1 };
  });
  return spans;
}

/** The probability, over all taggings of the document, that a mention of that type has exactly those words. */
export function spanProbabilities(emissions: Float32Array, crf: Crf, spans: readonly WordSpan[]): number[] {
  const { transitions, first } = crf;
  const tags = first.length;
  const words = emissions.length / tags;
  const emission = (word: number, tag: number): number => emissions[word * tags + tag] ?? 0;
  const transition = (from: number, to: number): number => transitions[from * tags + to] ?? 0;
  const before = forward(emissions, crf);
  const after = backward(emissions, crf);
  const total = logSum(tags, (tag) => before[(words - 1) * tags + tag] ?? 0);
  return spans.map(({ from, to, type }) => {
    const begin = 1 + 2 * type;
    const inside = begin + 1;
    // `before` at the first word already sums over all that may stand in front of it.
    let score = before[from * tags + begin] ?? 0;
    for (let word = from + 1; word < to; word += 1) {
      score += transition(word === from + 1 ? begin : inside, inside) + emission(word, inside);
    }
    const last = to - from === 1 ? begin : inside;
    if (to < words) {
      score += logSum(tags, (tag) =>
        tag === inside
          ? -Infinity
          : transition(last, tag) + emission(to, tag) + (after[to * tags + tag] ?? 0),
      );
    }
    return Math.min(1, Math.exp(score - total));
  });
}

/** [words, tags]: log of the sum over all tags before, this word's emission included. */
function forward(emissions: Float32Array, { transitions, first }: Crf): Float64Array {
  const tags = first.length;
  const sums = new Float64Array(emissions.length);
  sums.set(first.map((score, tag) => score + (emissions[tag] ?? 0)));
  for (let at = tags; at < sums.length; at += 1) {
    const to = at % tags;
    const previous = at - to - tags;
    const reached = logSum(
      tags,
      (from) => (sums[previous + from] ?? 0) + (transitions[from * tags + to] ?? 0),
    );
    sums[at] = reached + (emissions[at] ?? 0);
  }
  return sums;
}

/** [words, tags]: log of the sum over all tags after, this word's emission left out. */
function backward(emissions: Float32Array, { transitions, first }: Crf): Float64Array {
  const tags = first.length;
  const sums = new Float64Array(emissions.length);
  for (let at = sums.length - tags - 1; at >= 0; at -= 1) {
    const from = at % tags;
    const next = at - from + tags;
    sums[at] = logSum(
      tags,
      (to) => (transitions[from * tags + to] ?? 0) + (emissions[next + to] ?? 0) + (sums[next + to] ?? 0),
    );
  }
  return sums;
}

function logSum(count: number, term: (index: number) => number): number {
  let largest = -Infinity;
  for (let index = 0; index < count; index += 1) largest = Math.max(largest, term(index));
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += Math.exp(term(index) - largest);
  return largest + Math.log(sum);
}
