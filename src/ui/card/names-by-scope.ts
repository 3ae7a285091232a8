import { SYNONYM_SCOPES, type Synonym, type SynonymScope } from '../../core/kb/knowledge-base.js';

/** The other names of one scope, in the order of the knowledge base. */
export interface ScopedNames {
  readonly scope: SynonymScope;
  readonly names: readonly string[];
}

/** Heads of the lists on a card; an exact synonym is simply another name. */
export const SCOPE_WORDS: Readonly<Record<SynonymScope, string>> = {
  exact: 'Also',
  narrow: 'Narrower',
  broad: 'Broader',
  related: 'Related',
};

/** Exact names first; scopes without a name are left out. */
export function namesByScope(synonyms: readonly Synonym[]): readonly ScopedNames[] {
  return SYNONYM_SCOPES.map((scope) => ({
    scope,
    names: synonyms.filter((synonym) => synonym.scope === scope).map(({ name }) => name),
  })).filter(({ names }) => names.length > 0);
}
