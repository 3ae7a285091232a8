import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textHash } from '../hash/text-hash.js';
import { ByteList } from './byte-list.js';
import { GrowingIndex } from './growing-index.js';
import { NumberList } from './number-list.js';

const SEED = 20_261_124;

/** Platforms with and without a way to give memory back at once. */
const PLATFORMS = [
  ['without transfer', undefined],
  [
    'with transfer',
    function (this: ArrayBuffer) {
      return structuredClone(this, { transfer: [this] });
    },
  ],
] as const;

describe.each(PLATFORMS)('%s', (_, transfer) => {
  const before = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'transfer');
  beforeEach(() => {
    Object.defineProperty(ArrayBuffer.prototype, 'transfer', { value: transfer, configurable: true });
  });
  afterEach(() => {
    if (before) Object.defineProperty(ArrayBuffer.prototype, 'transfer', before);
    else Reflect.deleteProperty(ArrayBuffer.prototype, 'transfer');
  });

  describe('NumberList', () => {
    it('gives numbers back, and all of them at last', () => {
      const list = new NumberList();
      const numbers = Array.from({ length: 50_000 }, (_, index) => (index * 2_654_435_761) >>> 0);
      expect(numbers.map((number) => list.push(number))).toEqual([...numbers.keys()]);
      expect(numbers.every((number, index) => list.at(index) === number)).toBe(true);
      expect([list.length, list.at(50_000)]).toEqual([50_000, 0]);
      const moved = new Uint32Array(50_000);
      list.moveInto(moved);
      expect(moved).toEqual(Uint32Array.from(numbers));
      expect(list.length).toBe(0);
      list.push(7);
      list.clear();
      expect([list.length, list.at(0), list.push(8), list.at(0)]).toEqual([0, 0, 0, 8]);
    });
  });

  describe('NumberList, read from the front', () => {
    it('keeps what is not let go yet, and begins anew when it is cleared', () => {
      const list = new NumberList();
      for (let number = 0; number < 50_000; number++) list.push(number);
      for (let place = 0; place < 50_000; place++) {
        expect(list.at(place)).toBe(place);
        if (place % 7_000 === 0) list.letGo(place);
      }
      list.letGo(list.length);
      expect(list.push(1)).toBe(50_000);
      expect(list.at(50_000)).toBe(1);
      list.clear();
      expect([list.length, list.push(9), list.at(0)]).toEqual([0, 0, 9]);
    });
  });

  describe('ByteList', () => {
    it(`is one run of bytes, whatever its chunks (seed ${SEED})`, () => {
      const part = fc
        .record({ length: fc.nat(300_000), first: fc.nat(255) })
        .map(({ length, first }) => Uint8Array.from({ length }, (_, index) => first + 7 * index));
      fc.assert(
        fc.property(fc.array(part, { maxLength: 5 }), fc.nat(), fc.nat(), (parts, a, b) => {
          const list = new ByteList();
          parts.forEach((each) => {
            list.append(each);
          });
          const whole = Buffer.concat(parts);
          const [start = 0, end = 0] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
          expect(list.length).toBe(whole.length);
          expect(Buffer.compare(list.slice(start, end), whole.subarray(start, end))).toBe(0);
          expect(list.equals(whole.subarray(start, end), start, end)).toBe(true);
          expect(list.equals(Uint8Array.of(...whole.subarray(start, start + 3), 1), start, start + 3)).toBe(
            false,
          );
          const moved = new Uint8Array(whole.length);
          list.moveInto(moved);
          expect(Buffer.compare(moved, whole)).toBe(0);
        }),
        { seed: SEED, numRuns: 40 },
      );
    });
  });

  describe('GrowingIndex', () => {
    it('finds what was added by hash, also among equal hashes', () => {
      const texts = Array.from({ length: 6000 }, (_, index) => `text ${index}`);
      const index = new GrowingIndex();
      const hashOf = (text: string) => textHash(text) % 4001;
      for (const text of texts) {
        const isIt = (number: number) => texts[number] === text;
        expect(index.find(hashOf(text), isIt)).toBe(-1);
        const number = index.add(hashOf(text));
        expect(texts[number]).toBe(text);
      }
      for (const [number, text] of texts.entries()) {
        expect(index.find(hashOf(text), (candidate) => texts[candidate] === text)).toBe(number);
      }
      index.freeze();
      expect(index.find(hashOf('text 7'), () => true)).toBe(-1);
      expect(index.hashes.at(7)).toBe(hashOf('text 7'));
    });
  });
});
