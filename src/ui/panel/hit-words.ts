import type { SearchHit } from '../../state/app-state.js';

/** How a hit matched, for its badge. */
export const WAYS: Readonly<Record<SearchHit['how'], string>> = {
  id: 'id',
  exact: 'exact',
  prefix: 'begins',
  words: 'words',
  typo: 'close spelling',
};

/** The scope of the name that matched, where it does not mean exactly the concept. */
export function roleWords(role: SearchHit['role']): string {
  return role === 'preferred' || role === 'exact' ? '' : role;
}

/** Whether the name that matched says something that the preferred name does not. */
export function isOtherName({ how, matched, concept }: SearchHit): boolean {
  return how !== 'id' && matched.toLowerCase() !== concept.name.toLowerCase();
}

/** What a screen reader says of a hit. */
export function describeHit(hit: SearchHit): string {
  const { concept, how, role, matched } = hit;
  return [
    concept.name,
    concept.group,
    concept.id,
    WAYS[how],
    isOtherName(hit) ? `as “${matched}”` : '',
    roleWords(role) === '' ? '' : `${role} synonym`,
    concept.obsolete ? 'obsolete, not offered' : '',
  ]
    .filter(Boolean)
    .join(', ');
}
