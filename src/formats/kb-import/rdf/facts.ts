/** What a vocabulary says that Seraph keeps, gathered by subject: statements of one concept may stand anywhere in a file. */
import { detached } from '../detached.js';
import { importError } from '../files/import-error.js';
import type { RdfQuad } from './libraries.js';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';
const OWL = 'http://www.w3.org/2002/07/owl#';
const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const IN_OWL = 'http://www.geneontology.org/formats/oboInOwl#';
const OBO = 'http://purl.obolibrary.org/obo/';
const DC = 'http://purl.org/dc/elements/1.1/';
const DCT = 'http://purl.org/dc/terms/';

export type Field =
  | 'type'
  | 'preferred'
  | 'label'
  | 'exact'
  | 'narrow'
  | 'broad'
  | 'related'
  | 'definition'
  | 'note'
  | 'parent'
  | 'alias'
  | 'xref'
  | 'deprecated'
  | 'replacedBy'
  | 'consider'
  | 'namespace'
  | 'defaultNamespace'
  | 'title'
  | 'version'
  | 'licence';

/**
 * Hidden labels are spellings to find a concept by, not names of it: related. Of mappings only those are kept that mean
 * the same concept: `closeMatch`, `broadMatch` and the others mean another one.
 */
const FIELDS: ReadonlyMap<string, Field> = new Map([
  [`${RDF}type`, 'type'],
  [`${SKOS}prefLabel`, 'preferred'],
  [`${RDFS}label`, 'label'],
  [`${SKOS}altLabel`, 'exact'],
  [`${SKOS}hiddenLabel`, 'related'],
  [`${IN_OWL}hasExactSynonym`, 'exact'],
  [`${IN_OWL}hasNarrowSynonym`, 'narrow'],
  [`${IN_OWL}hasBroadSynonym`, 'broad'],
  [`${IN_OWL}hasRelatedSynonym`, 'related'],
  [`${SKOS}definition`, 'definition'],
  [`${OBO}IAO_0000115`, 'definition'],
  [`${RDFS}comment`, 'note'],
  [`${SKOS}scopeNote`, 'note'],
  [`${SKOS}broader`, 'parent'],
  [`${RDFS}subClassOf`, 'parent'],
  [`${SKOS}notation`, 'alias'],
  [`${IN_OWL}hasAlternativeId`, 'alias'],
  [`${IN_OWL}hasDbXref`, 'xref'],
  [`${SKOS}exactMatch`, 'xref'],
  [`${OWL}deprecated`, 'deprecated'],
  [`${DCT}isReplacedBy`, 'replacedBy'],
  [`${OBO}IAO_0100001`, 'replacedBy'],
  [`${IN_OWL}consider`, 'consider'],
  [`${IN_OWL}hasOBONamespace`, 'namespace'],
  [`${IN_OWL}default-namespace`, 'defaultNamespace'],
  [`${DC}title`, 'title'],
  [`${DCT}title`, 'title'],
  [`${OWL}versionInfo`, 'version'],
  [`${OWL}versionIRI`, 'version'],
  [`${DCT}license`, 'licence'],
]);

/** Said of the parent; turned round. */
const NARROWER = `${SKOS}narrower`;
/** Above everything, so it says nothing. */
const THING = `${OWL}Thing`;

const CONCEPTS = new Set([`${SKOS}Concept`, `${OWL}Class`, `${RDFS}Class`, `${OWL}DeprecatedClass`]);
export const DEPRECATED_CLASS = `${OWL}DeprecatedClass`;
const HEADERS = new Set([`${OWL}Ontology`, `${SKOS}ConceptScheme`]);

/** Fields whose value is an address; all others are words, save what may be both. */
const ADDRESSES: ReadonlySet<Field> = new Set(['type', 'parent']);
const EITHER: ReadonlySet<Field> = new Set(['alias', 'xref', 'replacedBy', 'consider', 'version', 'licence']);

export interface Fact {
  readonly field: Field;
  readonly value: string;
  /** First part of the language tag in lower case (`en` of `en-GB`); empty for none. */
  readonly language: string;
}

/** Bytes that gathered facts may take, as estimated. A tab's memory ends near 4 GB. */
const MAX_MEMORY = 2 ** 30;

/** Memory grows with what is kept of the vocabulary, not with the file. */
export class FactGatherer {
  readonly #facts = new Map<string, Fact[]>();
  #hasConcept = false;
  #memory = 0;

  constructor(private readonly file: string) {}

  /** @throws {SeraphError} `too-large` */
  add({ subject, predicate, object }: RdfQuad): void {
    if (predicate.value === NARROWER) {
      if (subject.termType === 'NamedNode' && object.termType === 'NamedNode') {
        this.#keep(object.value, { field: 'parent', value: subject.value, language: '' });
      }
      return;
    }
    const field = FIELDS.get(predicate.value);
    if (field === undefined || subject.termType !== 'NamedNode') return;
    const isLiteral = object.termType === 'Literal';
    if (!isLiteral && object.termType !== 'NamedNode') return;
    if (!EITHER.has(field) && ADDRESSES.has(field) === isLiteral) return;
    if (field === 'type' && !CONCEPTS.has(object.value) && !HEADERS.has(object.value)) return;
    if (object.value === THING) return;
    this.#hasConcept ||= field === 'type' && CONCEPTS.has(object.value);
    const language = (object.language ?? '').split('-', 1)[0]?.toLowerCase() ?? '';
    this.#keep(subject.value, { field, value: object.value, language });
  }

  get hasConcept(): boolean {
    return this.#hasConcept;
  }

  /** Concepts and classes in the order in which they were first met. */
  *concepts(): Iterable<readonly [iri: string, facts: readonly Fact[]]> {
    for (const [iri, facts] of this.#facts) {
      if (facts.some(({ field, value }) => field === 'type' && CONCEPTS.has(value))) yield [iri, facts];
    }
  }

  /** What the file says of itself: its first ontology or scheme. */
  header(): readonly [iri: string, facts: readonly Fact[]] | null {
    for (const [iri, facts] of this.#facts) {
      if (facts.some(({ field, value }) => field === 'type' && HEADERS.has(value))) return [iri, facts];
    }
    return null;
  }

  #keep(subject: string, { field, value, language }: Fact): void {
    let facts = this.#facts.get(subject);
    if (facts === undefined) {
      this.#facts.set(detached(subject), (facts = []));
      this.#memory += 200 + subject.length;
    }
    facts.push({ field, value: detached(value), language: detached(language) });
    this.#memory += 80 + value.length;
    if (this.#memory <= MAX_MEMORY) return;
    const sizes = { expected: MAX_MEMORY, got: this.#memory };
    throw importError(
      { file: this.file },
      'it says more than a tab can hold',
      'Import a part of it, or its OBO file, which is read term by term',
      sizes,
      'too-large',
    );
  }
}
