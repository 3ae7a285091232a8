import type { KbDescription, SynonymScope } from '../../../core/kb/knowledge-base.js';
import { curieOfIri } from '../curie-of-iri.js';
import { describeOntology } from '../describe-ontology.js';
import { FilterCounts } from '../filter-counts.js';
import type { ImportFilter } from '../../../core/kb/import.js';
import type { OntologyTerm } from '../ontology-filters.js';
import { DEPRECATED_CLASS, type Fact, type FactGatherer, type Field } from './facts.js';

const SYNONYMS: Readonly<Partial<Record<Field, SynonymScope>>> = {
  preferred: 'exact',
  label: 'exact',
  exact: 'exact',
  narrow: 'narrow',
  broad: 'broad',
  related: 'related',
};

/**
 * A subject as a term, in the languages asked for. Its name is the first preferred label, or else the first label, in
 * the first language that has one; other labels are exact synonyms.
 *
 * @param languages best first
 */
export function termOf(
  iri: string,
  facts: readonly Fact[],
  languages: readonly string[],
  defaultNamespace: string,
): OntologyTerm {
  const valuesOf = (field: Field): readonly string[] =>
    facts.filter((fact) => fact.field === field).map(({ value }) => value);
  const idsOf = (field: Field): readonly string[] => valuesOf(field).map(curieOfIri);
  const inLanguages = (field: Field): readonly string[] =>
    languages.flatMap((language) =>
      facts.filter((fact) => fact.field === field && fact.language === language).map(({ value }) => value),
    );
  const isObsolete =
    valuesOf('deprecated').some((value) => value === 'true' || value === '1') ||
    valuesOf('type').includes(DEPRECATED_CLASS);
  const [namespace = ''] = valuesOf('namespace');
  return {
    id: curieOfIri(iri),
    name: inLanguages('preferred')[0] ?? inLanguages('label')[0] ?? '',
    namespace: namespace === defaultNamespace ? '' : namespace,
    synonyms: facts.flatMap(({ field, value, language }) => {
      const scope = SYNONYMS[field];
      return scope !== undefined && languages.includes(language) ? [{ name: value, scope, type: '' }] : [];
    }),
    parents: [...new Set(idsOf('parent'))],
    aliases: idsOf('alias'),
    xrefs: idsOf('xref'),
    definition: inLanguages('definition')[0] ?? null,
    notes: inLanguages('note'),
    obsolete: isObsolete ? { replacedBy: idsOf('replacedBy'), consider: idsOf('consider') } : null,
  };
}

/** True for a subject that has names, but none in these languages. */
export function isOtherLanguage(facts: readonly Fact[], languages: readonly string[]): boolean {
  const labels = facts.filter(({ field }) => field === 'preferred' || field === 'label');
  return labels.length > 0 && labels.every(({ language }) => !languages.includes(language));
}

/** Languages of names: English and names without a language are on; without English, the most frequent one. */
export function languageFilter(gatherer: FactGatherer): ImportFilter {
  const counts = new FilterCounts();
  for (const [, facts] of gatherer.concepts()) {
    for (const { field, language } of facts) if (SYNONYMS[field] !== undefined) counts.add(language);
  }
  const filter = counts.filter('language', 'Language of names', (tag) =>
    tag === '' ? 'No language given' : tag,
  );
  const tagged = filter.values.filter(({ value }) => value !== '');
  const main = tagged.some(({ value }) => value === 'en') ? 'en' : tagged[0]?.value;
  return { ...filter, chosen: filter.chosen.filter((value) => value === '' || value === main) };
}

/** Chosen languages, best first: English, then those without a tag, then the others as they come. */
export function languageOrder(chosen: readonly string[]): readonly string[] {
  const rank = (language: string): number => (language === 'en' ? 0 : language === '' ? 1 : 2);
  return [...new Set(chosen)].sort((a, b) => rank(a) - rank(b));
}

export function defaultNamespaceOf(gatherer: FactGatherer): string {
  const [, facts] = gatherer.header() ?? ['', []];
  return facts.find(({ field }) => field === 'defaultNamespace')?.value ?? '';
}

export function descriptionOf(gatherer: FactGatherer, fileName: string): KbDescription {
  const [iri, facts] = gatherer.header() ?? ['', []];
  const first = (...fields: readonly Field[]): string =>
    fields
      .map((field) => facts.find((fact) => fact.field === field)?.value)
      .find((value) => value !== undefined) ?? '';
  const [[concept] = ['']] = gatherer.concepts();
  return describeOntology({
    fileName,
    iri,
    title: first('title', 'preferred', 'label'),
    version: first('version'),
    licence: first('licence'),
    // Ids that stayed addresses are their own links.
    linkTemplate: /^https?:/.test(curieOfIri(concept)) ? '{id}' : '',
  });
}
