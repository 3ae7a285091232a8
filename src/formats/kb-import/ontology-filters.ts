/** The filters that ontologies share, whatever file they come in. */
import type { ImportChoice, ImportFilter } from '../../core/kb/import.js';
import type { ConceptDraft } from './clean-concept.js';
import { FilterCounts, valueTest } from './filter-counts.js';
import { groupOfId } from './group-of-prefix.js';

/** An entry of an ontology, read and not yet filtered. */
export interface OntologyTerm extends Omit<ConceptDraft, 'group' | 'semanticTypes' | 'synonyms'> {
  /** Empty when there is none but the file's own. */
  readonly namespace: string;
  readonly synonyms: readonly TypedSynonym[];
}

export type TypedSynonym = NonNullable<ConceptDraft['synonyms']>[number] & {
  /** As the file declares it (`layperson`, `HP:0034334`); empty for none. */
  readonly type: string;
};

const NAMESPACE = 'namespace';
const SYNONYM_TYPE = 'term-type';
const OBSOLETE = 'obsolete';

/** Synonym types that are notations, not words: nobody writes an InChI where a name stands. */
const NOTATION = /^(?:formula|smiles|inchi|inchi_?key|mass|charge|monoisotopicmass)$/i;

/** Counts what the filters will offer. */
export class OntologySurvey {
  readonly #namespaces = new FilterCounts();
  readonly #types = new FilterCounts();
  readonly #obsolete = new FilterCounts();

  add({ namespace, synonyms, obsolete }: OntologyTerm): void {
    this.#namespaces.add(namespace);
    for (const { type } of synonyms) this.#types.add(type);
    if (obsolete) this.#obsolete.add(OBSOLETE);
  }

  /**
   * Only filters that have something to choose.
   *
   * @param typeLabels synonym types with their names in words; all are offered, met or not
   */
  filters(typeLabels: ReadonlyMap<string, string>): readonly ImportFilter[] {
    for (const type of typeLabels.keys()) this.#types.add(type, 0);
    const plain = (value: string): string => (value === '' ? 'None given' : value);
    const filters = [
      this.#namespaces.filter(NAMESPACE, 'Part of the ontology', plain),
      this.#types.filter(
        SYNONYM_TYPE,
        'Kind of synonym',
        (type) => typeLabels.get(type) ?? plain(type),
        isNotation,
      ),
    ].filter(({ values }) => values.length > 1);
    if (this.#obsolete.values.length === 0) return filters;
    return [
      ...filters,
      this.#obsolete.filter(OBSOLETE, 'Obsolete concepts', () => 'Read them, marked as obsolete'),
    ];
  }
}

/** What is read of each term under a choice. @returns null for a term that is filtered out */
export function termFilter(
  offered: readonly ImportFilter[],
  choice: Pick<ImportChoice, 'filters' | 'group'>,
): (term: OntologyTerm) => ConceptDraft | null {
  const namespaceOn = valueTest(NAMESPACE, offered, choice);
  const typeOn = valueTest(SYNONYM_TYPE, offered, choice, isNotation);
  const obsoleteOn = valueTest(OBSOLETE, offered, choice);
  return (term) => {
    const { namespace, synonyms, obsolete, ...rest } = term;
    if (!namespaceOn(namespace) || (obsolete && !obsoleteOn(OBSOLETE))) return null;
    return {
      ...rest,
      synonyms: synonyms.filter(({ type }) => typeOn(type)).map(({ name, scope }) => ({ name, scope })),
      obsolete: obsolete ?? null,
      semanticTypes: namespace === '' ? [] : [namespace],
      group: groupOfId(term.id.trim(), namespace) ?? choice.group,
    };
  };
}

function isNotation(type: string): boolean {
  return NOTATION.test(type);
}
