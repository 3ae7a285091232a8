/** The values of each key, keys in the order in which they first come, values in their own. */
export function groupBy<T, Key>(
  values: Iterable<T>,
  keyOf: (value: T) => Key,
): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
