import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concept } from '../../link/testing/tiny-kb.js';
import { createMentionFinder } from '../../mention/finder.js';
import { buildNameIndex } from '../../mention/name-index.js';
import { keyOf, wordsOf } from '../../mention/words.js';
import type { Progress } from '../../progress.js';
import { tablesOf } from '../array-tables.js';
import { namesOf, type Concept } from '../knowledge-base.js';
import type { KbTables } from '../tables.js';
import { DESCRIPTION, someConcepts } from '../testing/random-concepts.js';
import { KbImageBuilder } from './image-builder.js';
import { openImage, verifyImage } from './open-image.js';
import { HASH, imageOf } from './testing/build.js';

const SEED = 20_261_124;
const PARAMETERS = { seed: SEED, numRuns: 200 };

/** Every answer that tables give, one past the last number included. */
function answersOf({ names, concepts }: KbTables, asked: readonly Concept[]) {
  const texts = [
    '',
    'pox',
    ...asked.flatMap((each) => [each.id, ...each.aliases, ...each.parents, ...namesOf(each)]),
  ];
  return {
    names: Array.from({ length: names.nameCount + 1 }, (_, name) => ({
      text: names.nameAt(name),
      found: names.find(names.nameAt(name)),
      owners: Array.from(names.conceptsOf(name), (owner, place) => [owner, names.roleOf(name, place)]),
    })),
    concepts: Array.from({ length: concepts.conceptCount + 1 }, (_, index) => ({
      whole: concepts.at(index),
      id: concepts.idAt(index),
      group: concepts.groupAt(index),
      isObsolete: concepts.isObsolete(index),
      names: concepts.nameCountOf(index),
      semanticTypes: concepts.semanticTypesOf(index),
      xrefs: concepts.xrefsOf(index),
      above: [...concepts.parentsOf(index)],
      below: [...concepts.childrenOf(index)],
    })),
    texts: texts.map((text) => ({
      name: names.find(text),
      alike: names.alike(text),
      id: concepts.indexOf(text as Concept['id']),
    })),
  };
}

describe('image', () => {
  it(`answers as the concepts themselves (seed ${SEED})`, () => {
    fc.assert(
      fc.property(someConcepts, (concepts) => {
        const image = openImage(imageOf(concepts));
        expect(answersOf(image, concepts)).toEqual(answersOf(tablesOf(concepts), concepts));
      }),
      PARAMETERS,
    );
  });

  it(`lets the finder find the same (seed ${SEED})`, () => {
    fc.assert(
      fc.property(someConcepts, (concepts) => {
        const stored = openImage(imageOf(concepts)).nameIndex;
        const made = buildNameIndex(tablesOf(concepts));
        const names = concepts.flatMap(namesOf);
        for (const words of names.map(wordsOf)) {
          expect(stored.named(keyOf(words))).toEqual(made.named(keyOf(words)));
          for (const { key } of words) {
            expect(stored.longest(key)).toBeGreaterThanOrEqual(made.longest(key));
          }
        }
        const text = `${names.join(', ')} and cow (COW). ${names.join(' ')} cow poxes, AB 12 COWs.`;
        expect(createMentionFinder(stored)(text)).toEqual(createMentionFinder(made)(text));
      }),
      PARAMETERS,
    );
  });

  it(`says what it is of (seed ${SEED})`, () => {
    fc.assert(
      fc.property(someConcepts, (concepts) => {
        const bytes = imageOf(concepts);
        const image = openImage(bytes);
        const { nameCount } = tablesOf(concepts).names;
        expect(image.info).toEqual({ ...DESCRIPTION, conceptCount: concepts.length, nameCount });
        expect(image).toMatchObject({ hash: HASH, bytes: bytes.length });
        const sum = Object.values(image.groups).reduce((total, count) => total + count, 0);
        expect(sum).toBe(concepts.length);
      }),
      PARAMETERS,
    );
  });

  it('reads at any place in memory, and gives the same bytes for the same concepts', () => {
    const concepts = [concept('X', 'Cow pox', 'vaccinia'), concept('Y', 'Fever')];
    const bytes = imageOf(concepts);
    expect(imageOf(concepts)).toEqual(bytes);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(openImage(shifted.subarray(3)).names.find('vaccinia')).toEqual([1]);
  });

  it('shows every flipped bit', () => {
    const bytes = imageOf([concept('X', 'Cow pox', 'vaccinia')]);
    verifyImage(bytes);
    for (let position = 0; position < bytes.length; position++) {
      const damaged = bytes.slice();
      damaged[position] = (damaged[position] ?? 0) ^ (1 << (position % 8));
      expect(() => verifyImage(damaged)).toThrow(/knowledge base cannot be used/);
    }
    expect(() => openImage(bytes.subarray(0, -8))).toThrow(/its length is another/);
    expect(() => openImage(new Uint8Array(4))).toThrow(/does not begin as one/);
  });
});

describe('KbImageBuilder', () => {
  it('refuses an id that came before and goes on', () => {
    const builder = new KbImageBuilder();
    expect(builder.add(concept('X', 'Cow pox'))).toBe(true);
    expect(builder.add(concept('X', 'Fever'))).toBe(false);
    expect(builder.add(concept('Y', 'Fever', 'cow POX'))).toBe(true);
    expect([builder.conceptCount, builder.nameCount]).toEqual([2, 2]);
    expect([...builder.groups]).toEqual([['Disease', 2]]);
  });

  it('tells how far it is', () => {
    const builder = new KbImageBuilder();
    for (let index = 0; index < 5000; index++) builder.add(concept(`X${index}`, `Fever ${index}`));
    const told: Progress[] = [];
    for (const step of builder.finish(DESCRIPTION, HASH)) if (step !== null) told.push(step);
    expect(told.map(({ done, total, unit }) => [done, total, unit])).toEqual([
      [0, 5000, 'names'],
      [4096, 5000, 'names'],
    ]);
  });

  it('holds many concepts as well as few', () => {
    const concepts = Array.from({ length: 12_000 }, (_, index) =>
      concept(`ID:${index}`, `Fever number ${index} of its kind`, `kind ${index}`, `shared ${index % 100}`),
    );
    const image = openImage(imageOf(concepts));
    expect(image.names.nameCount).toBe(24_100);
    expect(concepts.map(({ id }) => image.concepts.at(image.concepts.indexOf(id)))).toEqual(concepts);
    const [shared = -1] = image.names.find('shared 7');
    expect([...image.names.conceptsOf(shared)]).toEqual(Array.from({ length: 120 }, (_, k) => 100 * k + 7));
    expect(image.names.alike('of its Kinds: 11999th number (fever)')).toEqual([]);
    expect(image.names.alike('number its kind fever 11999')).toHaveLength(1);
  });
});
