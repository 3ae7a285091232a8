/**
 * Groups of the UMLS semantic types: the 15 semantic groups of McCray et al. (2001), as SemGroups.txt lists them, with
 * the kinds of mention they are for.
 */

/** By group: numbers of its types (`47` is T047). */
const TYPES: Readonly<Record<string, readonly number[]>> = {
  Activity: [51, 52, 53, 54, 55, 56, 57, 64, 66],
  Anatomy: [17, 18, 21, 22, 23, 24, 25, 26, 29, 30, 31],
  Chemical: [
    103, 104, 109, 110, 111, 114, 115, 116, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 129, 130, 131,
    192, 195, 196, 197, 200,
  ],
  'Concept or idea': [77, 78, 79, 80, 81, 82, 89, 102, 169, 170, 171, 185],
  Device: [74, 75, 203],
  Disease: [19, 20, 33, 37, 46, 47, 48, 49, 50, 184, 190, 191],
  Gene: [28, 85, 86, 87, 88],
  Place: [83],
  Species: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 96, 97, 98, 99, 100, 101, 194, 204],
  Object: [71, 72, 73, 167, 168],
  Occupation: [90, 91],
  Organisation: [92, 93, 94, 95],
  Phenomenon: [34, 38, 67, 68, 69, 70],
  Physiology: [32, 39, 40, 41, 42, 43, 44, 45, 201],
  Procedure: [58, 59, 60, 61, 62, 63, 65],
};

const GROUP_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(TYPES).flatMap(([group, types]) =>
    types.map((type): [string, string] => [`T${String(type).padStart(3, '0')}`, group]),
  ),
);

/** @param tui `T047` @returns undefined for a type that is not in the groups */
export function semanticGroup(tui: string): string | undefined {
  return GROUP_OF.get(tui);
}
