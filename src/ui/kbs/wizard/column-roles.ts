import type { ColumnMapping } from '../../../core/kb/import.js';

/** What a column of a table may hold. */
export type ColumnRole = 'id' | 'name' | 'synonyms' | 'definition' | 'type' | 'parents' | 'obsolete';

export const COLUMN_ROLES: readonly { readonly role: ColumnRole; readonly label: string }[] = [
  { role: 'id', label: 'Id' },
  { role: 'name', label: 'Preferred name' },
  { role: 'synonyms', label: 'Synonyms' },
  { role: 'definition', label: 'Definition' },
  { role: 'type', label: 'Type' },
  { role: 'parents', label: 'Ids of parents' },
  { role: 'obsolete', label: 'Obsolete' },
];

/** What the column at `index` is read as; null when it is left out. */
export function roleOf(mapping: ColumnMapping, index: number): ColumnRole | null {
  return COLUMN_ROLES.find(({ role }) => mapping[role] === index)?.role ?? null;
}

/** Reads the column at `index` as `role`, and no other column as that. */
export function withRole(mapping: ColumnMapping, index: number, role: ColumnRole | null): ColumnMapping {
  const before = roleOf(mapping, index);
  return {
    ...mapping,
    ...(before === null ? {} : { [before]: null }),
    ...(role === null ? {} : { [role]: index }),
  };
}
