/** What importers of ontologies do alike once a file is a row of terms. */
import type { ImportFilter } from '../../core/kb/import.js';
import type { Concept } from '../../core/kb/knowledge-base.js';
import { cleanConcept, cleanId, type ConceptDraft } from './clean-concept.js';
import { importError } from './files/import-error.js';
import type { HierarchyCheck } from './hierarchy-check.js';
import type { ImportFile, ImportReport, ImportWatch } from './importer.js';
import { OntologySurvey, termFilter, type OntologyTerm } from './ontology-filters.js';
import { PREVIEW_CONCEPTS, PREVIEW_LOOKED_AT } from './preview.js';

export interface PlacedTerm {
  readonly term: OntologyTerm;
  /** From 1; null when the format has no line for it. */
  readonly line: number | null;
}

/**
 * Terms as concepts. The first of an id counts; terms that are filtered out still count as parents that are there.
 *
 * @param draftOf `termFilter`
 */
export async function* conceptsOf(
  file: string,
  terms: AsyncIterable<PlacedTerm>,
  draftOf: (term: OntologyTerm) => ConceptDraft | null,
  hierarchy: HierarchyCheck,
  report: ImportReport,
): AsyncGenerator<Concept, void, undefined> {
  for await (const { term, line } of terms) {
    const id = cleanId(term.id);
    if (id !== '' && !hierarchy.add(id, (term.parents ?? []).map(cleanId), line)) {
      report.add({ file, line, why: 'a concept whose id stood before was skipped' });
      continue;
    }
    const draft = draftOf(term);
    const concept = draft && cleanConcept(draft, { file, line }, report);
    if (concept) yield concept;
  }
}

export interface TermsLookedAt {
  /** The first, with all that is on by itself. */
  readonly concepts: readonly Concept[];
  readonly survey: OntologySurvey;
}

/** Looks at the first terms only. */
export async function lookAt(
  file: string,
  terms: AsyncIterable<PlacedTerm>,
  report: ImportReport,
): Promise<TermsLookedAt> {
  const survey = new OntologySurvey();
  const draftOf = termFilter([], { filters: {}, group: '' });
  const concepts: Concept[] = [];
  let lookedAt = 0;
  for await (const { term, line } of terms) {
    survey.add(term);
    const draft = concepts.length < PREVIEW_CONCEPTS ? draftOf(term) : null;
    const concept = draft && cleanConcept(draft, { file, line }, report);
    if (concept) concepts.push(concept);
    if (++lookedAt === PREVIEW_LOOKED_AT) break;
  }
  return { concepts, survey };
}

/** @throws {SeraphError} `bad-format` where there is none, with what to do instead */
export function firstFileOf(files: readonly ImportFile[], todo: string): ImportFile {
  const [file] = files;
  if (file === undefined) throw importError({ file: 'The import' }, 'it has no file', todo);
  return file;
}

/** "OBO 1.4, Human Phenotype Ontology, release 2025-01-16". */
export function recognisedAs(format: string, title: string, version: string): string {
  return [format, title, version && `release ${version}`].filter((part) => part !== '').join(', ');
}

/**
 * The filters that a choice refers to: none when it names none, else as the preview offered them.
 *
 * @param survey reads the beginning again
 */
export async function filtersChosenFrom(
  choice: { readonly filters: Readonly<Record<string, readonly string[]>> },
  watch: ImportWatch,
  survey: (quiet: ImportWatch) => Promise<{ readonly filters: readonly ImportFilter[] }>,
): Promise<readonly ImportFilter[]> {
  if (Object.keys(choice.filters).length === 0) return [];
  return (await survey(watch.signal ? { signal: watch.signal } : {})).filters;
}
