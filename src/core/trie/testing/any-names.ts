import fc from 'fast-check';

/**
 * Names over alphabets of very different sizes, so that both wide and deep tries come up; some are empty, some equal,
 * and some end as others do.
 */
export const anyNames = fc
  .tuple(fc.constantFrom(1, 2, 5, 300, 70_000, 20_000_000), fc.integer({ min: 0, max: 60 }))
  .chain(([alphabet, most]) => {
    const pieces = fc.array(fc.integer({ min: 0, max: alphabet }), { maxLength: 7 });
    return fc
      .tuple(fc.array(fc.tuple(pieces, fc.nat(5)), { maxLength: most }), fc.array(pieces, { maxLength: 3 }))
      .map(([starts, endings]) => starts.map(([start, ending]) => [...start, ...(endings[ending] ?? [])]));
  });

/** Every prefix of a name, the empty one included, each once. */
export function prefixesOf(names: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const all = names.flatMap((name) => name.map((_, place) => name.slice(0, place + 1)));
  return [[], ...new Map(all.map((prefix) => [prefix.join(' '), prefix])).values()];
}

/** The numbers of the names under each sequence of pieces, as a plain map. */
export function namesBySequence(
  names: readonly (readonly number[])[],
  isIn: (index: number) => boolean = () => true,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  names.forEach((tokens, index) => {
    if (tokens.length === 0 || !isIn(index)) return;
    const key = tokens.join(' ');
    found.set(key, [...(found.get(key) ?? []), index]);
  });
  return found;
}
