/** One descriptor or supplementary record of MeSH (its DTDs of 2025) as a concept. */
import type { SynonymScope } from '../../../core/kb/knowledge-base.js';
import type { ConceptDraft } from '../clean-concept.js';
import { childrenOf, textAt, type XmlElement } from '../xml/xml-records.js';

export type MeshKind = 'Descriptor' | 'Supplemental';

export interface MeshRecord {
  readonly draft: ConceptDraft;
  readonly trees: readonly string[];
  /** Kind of record with its class: `D1`, `S3`. */
  readonly recordClass: string;
  /** Descriptors that a supplementary record is mapped to. */
  readonly headings: readonly string[];
}

/** A concept inside a record, as it stands to the preferred one. */
const RELATIONS: ReadonlyMap<string, SynonymScope> = new Map([
  ['NRW', 'narrow'],
  ['BRD', 'broad'],
  ['REL', 'related'],
]);

/** @param permuted whether terms with their words in another order are read */
export function readMeshRecord(record: XmlElement, group: string, permuted: boolean): MeshRecord {
  const kind: MeshKind = record.name === 'SupplementalRecord' ? 'Supplemental' : 'Descriptor';
  const [conceptList] = childrenOf(record, 'ConceptList');
  const concepts = childrenOf(conceptList, 'Concept');
  const preferred = concepts.find(({ attributes }) => attributes.PreferredConceptYN === 'Y') ?? concepts[0];
  const scopes = scopesIn(concepts);
  const [headings] = childrenOf(record, 'HeadingMappedToList');
  const [treeList] = childrenOf(record, 'TreeNumberList');
  const trees = childrenOf(treeList, 'TreeNumber').map(({ text }) => text.trim());
  return {
    trees,
    recordClass:
      kind === 'Descriptor'
        ? `D${record.attributes.DescriptorClass ?? ''}`
        : `S${record.attributes.SCRClass ?? ''}`,
    // A star marks the heading that the record's is the main topic of.
    headings: childrenOf(headings, 'HeadingMappedTo').map((heading) =>
      textAt(heading, 'DescriptorReferredTo', 'DescriptorUI').replace(/^\*/, ''),
    ),
    draft: {
      id: textAt(record, `${kind}${kind === 'Supplemental' ? 'Record' : ''}UI`),
      name: textAt(record, `${kind}${kind === 'Supplemental' ? 'Record' : ''}Name`, 'String'),
      group,
      synonyms: concepts.flatMap((concept) => {
        const scope =
          concept === preferred ? 'exact' : (scopes.get(textAt(concept, 'ConceptUI')) ?? 'narrow');
        return termsOf(concept, permuted).map((name) => ({ name, scope }));
      }),
      xrefs: concepts.flatMap((concept) => registryXref(textAt(concept, 'RegistryNumber'))),
      definition: textAt(preferred, 'ScopeNote') || null,
    },
  };
}

function termsOf(concept: XmlElement, permuted: boolean): readonly string[] {
  const [termList] = childrenOf(concept, 'TermList');
  return childrenOf(termList, 'Term')
    .filter(({ attributes }) => permuted || attributes.IsPermutedTermYN !== 'Y')
    .map((term) => textAt(term, 'String'));
}

/** Scopes of the concepts other than the preferred one, by their UI. Relations name it first. */
function scopesIn(concepts: readonly XmlElement[]): ReadonlyMap<string, SynonymScope> {
  const scopes = new Map<string, SynonymScope>();
  for (const concept of concepts) {
    const [relations] = childrenOf(concept, 'ConceptRelationList');
    for (const relation of childrenOf(relations, 'ConceptRelation')) {
      const scope = RELATIONS.get(relation.attributes.RelationName ?? '');
      if (scope) scopes.set(textAt(relation, 'Concept2UI'), scope);
    }
  }
  return scopes;
}

/** RegistryNumber is a CAS number, an EC number, a UNII, or 0 for none. */
function registryXref(number: string): readonly string[] {
  if (/^\d{2,7}-\d\d-\d$/.test(number)) return [`CAS:${number}`];
  if (/^EC \d/.test(number)) return [`EC:${number.slice('EC '.length)}`];
  if (/^[0-9A-Z]{10}$/.test(number)) return [`UNII:${number}`];
  return [];
}
