/** 32-bit words that hold `bits` bits; bit i is bit i % 32 of word ⌊i / 32⌋. */
export function bitWords(bits: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(Math.ceil(bits / 32));
}

export function setBit(words: Uint32Array, bit: number): void {
  words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

export function hasBit(words: Uint32Array, bit: number): boolean {
  return (((words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

/** Bits one after another in 32-bit words: bit i is bit i % 32 of word ⌊i / 32⌋. Grows. */
export class BitWriter {
  private buffer: Uint32Array<ArrayBuffer>;
  private used = 0;

  /** @param expected bits to make room for at once */
  constructor(expected = 0) {
    this.buffer = new Uint32Array(Math.ceil(expected / 32) + 8);
  }

  /** Bits so far. */
  get length(): number {
    return this.used;
  }

  /** Appends the lowest `width` bits of `value`, which has no others. `width` is 0 to 32. */
  push(value: number, width: number): void {
    this.reserve(width);
    const word = Math.floor(this.used / 32);
    const shift = this.used % 32;
    if (width === 0) return;
    this.buffer[word] = (this.buffer[word] ?? 0) | (value << shift);
    if (shift + width > 32) this.buffer[word + 1] = value >>> (32 - shift);
    this.used += width;
  }

  zeros(count: number): void {
    this.reserve(count);
    this.used += count;
  }

  /** A view of the words so far, unused bits 0. */
  words(): Uint32Array<ArrayBuffer> {
    return this.buffer.subarray(0, Math.ceil(this.used / 32));
  }

  private reserve(more: number): void {
    const needed = Math.ceil((this.used + more) / 32) + 1;
    if (needed <= this.buffer.length) return;
    const larger = new Uint32Array(Math.max(needed, Math.ceil(1.25 * this.buffer.length)));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

/** From here on copying numbers at once is faster than one by one. */
export const LONG = 64;

/** Whole numbers of `width` bits each, as `BitWriter` wrote them. */
export class PackedNumbers {
  private readonly mask: number;
  /** The same numbers, where each is two whole bytes. */
  private readonly halves: Uint16Array | undefined;

  constructor(
    private readonly words: Uint32Array,
    private readonly width: number,
  ) {
    this.mask = width === 32 ? 0xffffffff : 2 ** width - 1;
    if (width === 16) this.halves = new Uint16Array(words.buffer, words.byteOffset, 2 * words.length);
  }

  at(index: number): number {
    const bit = index * this.width;
    const word = Math.floor(bit / 32);
    const shift = bit % 32;
    let value = (this.words[word] ?? 0) >>> shift;
    if (shift + this.width > 32) value |= (this.words[word + 1] ?? 0) << (32 - shift);
    return (value & this.mask) >>> 0;
  }

  /** Writes `count` numbers from `index` on into `target` from `place` on. */
  copyTo(target: Uint32Array, place: number, index: number, count: number): void {
    const { words, width, mask, halves } = this;
    if (halves) {
      if (count >= LONG) target.set(halves.subarray(index, index + count), place);
      else
        for (let offset = 0; offset < count; offset++) target[place + offset] = halves[index + offset] ?? 0;
      return;
    }
    let word = Math.floor((index * width) / 32);
    let shift = (index * width) % 32;
    for (let at = place; at < place + count; at++) {
      let value = (words[word] ?? 0) >>> shift;
      if (shift + width > 32) value |= (words[word + 1] ?? 0) << (32 - shift);
      target[at] = value & mask;
      shift += width;
      if (shift >= 32) {
        shift -= 32;
        word++;
      }
    }
  }
}

/** Bits that hold every whole number from 0 to `largest`, which is below 2³². */
export function widthOf(largest: number): number {
  return 32 - Math.clz32(largest);
}
