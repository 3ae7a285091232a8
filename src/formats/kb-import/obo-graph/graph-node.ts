import type { SynonymScope } from '../../../core/kb/knowledge-base.js';
import { curieOfIri } from '../curie-of-iri.js';
import type { OntologyTerm } from '../ontology-filters.js';
import { fieldOf, listOf, textOf } from './json-fields.js';

const SCOPES: Readonly<Record<string, SynonymScope>> = {
  hasExactSynonym: 'exact',
  hasNarrowSynonym: 'narrow',
  hasBroadSynonym: 'broad',
  hasRelatedSynonym: 'related',
};

/** A node of an OBO Graph, without its parents: edges carry them. Null for what is no class. */
export function readNode(
  node: unknown,
  parents: readonly string[],
  defaultNamespace: string,
): OntologyTerm | null {
  const type = textOf(node, 'type');
  if (type !== '' && type !== 'CLASS') return null;
  const meta = fieldOf(node, 'meta');
  const properties = propertiesOf(meta);
  const valuesOf = (name: string): readonly string[] =>
    properties.filter(([property]) => property === name).map(([, value]) => value);
  const idsOf = (...names: readonly string[]): readonly string[] => names.flatMap(valuesOf).map(curieOfIri);
  const [namespace = ''] = valuesOf('hasOBONamespace');
  return {
    id: curieOfIri(textOf(node, 'id')),
    name: textOf(node, 'lbl'),
    namespace: namespace === defaultNamespace ? '' : namespace,
    synonyms: listOf(meta, 'synonyms').map((synonym) => ({
      name: textOf(synonym, 'val'),
      scope: scopeOf(textOf(synonym, 'pred')),
      type: lastPart(curieOfIri(textOf(synonym, 'synonymType'))),
    })),
    parents,
    aliases: idsOf('hasAlternativeId'),
    xrefs: [...listOf(meta, 'xrefs').map((xref) => curieOfIri(textOf(xref, 'val'))), ...idsOf('exactMatch')],
    definition: textOf(fieldOf(meta, 'definition'), 'val') || null,
    notes: listOf(meta, 'comments').filter((comment) => typeof comment === 'string'),
    obsolete:
      fieldOf(meta, 'deprecated') === true
        ? { replacedBy: idsOf('IAO_0100001', 'IAO:0100001'), consider: idsOf('consider') }
        : null,
  };
}

/** `basicPropertyValues` with the last part of each property's IRI. */
export function propertiesOf(meta: unknown): readonly (readonly [property: string, value: string])[] {
  return listOf(meta, 'basicPropertyValues').map((entry) => [
    lastPart(textOf(entry, 'pred')),
    textOf(entry, 'val'),
  ]);
}

/** A missing or unknown predicate says as little as a missing scope in OBO. */
function scopeOf(predicate: string): SynonymScope {
  const name = lastPart(predicate);
  return (Object.hasOwn(SCOPES, name) ? SCOPES[name] : undefined) ?? 'related';
}

function lastPart(iri: string): string {
  return iri.split(/[/#]/).at(-1) ?? '';
}
