/** OBO 1.2 and 1.4: HPO, MONDO, GO, ChEBI and most other biomedical ontologies publish it. */
import type { ImportFilter } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { cleanConcept } from '../clean-concept.js';
import { importError } from '../files/import-error.js';
import { startReading, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, ImportWatch, KbImporter } from '../importer.js';
import { OntologySurvey, termFilter, type OntologyTerm } from '../ontology-filters.js';
import { PREVIEW_CONCEPTS, PREVIEW_LOOKED_AT, previewReport } from '../preview.js';
import { readHeader, type OboHeader } from './header.js';
import { readStanzas } from './stanzas.js';
import { readTerm } from './term.js';

const ID = 'obo';

export const oboImporter: KbImporter = {
  id: ID,
  label: 'OBO',

  recognise: (files, heads) => Math.max(0, ...files.map(({ name }) => sureness(name, heads.get(name) ?? ''))),

  async preview(files, watch) {
    const report = previewReport();
    const { header, concepts, filters } = await surveyOf(firstOf(files), startReading(watch), report);
    const { title, version } = header.description;
    const format = `OBO ${header.formatVersion}`.trim();
    return {
      format: ID,
      recognised: [format, title, version && `release ${version}`].filter((part) => part !== '').join(', '),
      description: header.description,
      concepts,
      filters,
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const reading = startReading(watch);
    const hierarchy = new HierarchyCheck();
    const first = firstOf(files);
    const offered = Object.keys(choice.filters).length === 0 ? [] : await offeredFilters(first, watch);
    const draftOf = termFilter(offered, choice);
    for (const file of files) {
      for await (const { term, line } of readTerms(file, reading, report)) {
        const place = { file: file.name, line };
        if (term.id !== '' && !hierarchy.add(term.id, term.parents ?? [], line)) {
          report.add({ ...place, why: 'a concept whose id stood before was skipped' });
          continue;
        }
        const draft = draftOf(term);
        const concept = draft && cleanConcept(draft, place, report);
        if (concept) yield concept;
      }
    }
    hierarchy.finish(first.name, report);
  },
};

function sureness(name: string, head: string): number {
  const named = /\.obo$/i.test(name);
  const isObo = /^format-version:/m.test(head) || /^\[Term\]\s*$/m.test(head);
  if (isObo) return named ? 1 : 0.9;
  return named ? 0.4 : 0;
}

function firstOf(files: readonly ImportFile[]): ImportFile {
  const [file] = files;
  if (file === undefined) throw importError({ file: 'The import' }, 'it has no file', 'Choose an OBO file');
  return file;
}

interface TermLine {
  readonly header: OboHeader;
  readonly term: OntologyTerm;
  /** Of its `[Term]`, from 1. */
  readonly line: number;
}

/** @throws {SeraphError} `bad-format` when no term is in the file */
async function* readTerms(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<TermLine, void, undefined> {
  let header: OboHeader | null = null;
  let found = false;
  for await (const stanza of readStanzas(file, reading, report)) {
    header ??= readHeader(stanza, file.name);
    if (stanza.kind !== 'Term') continue;
    found = true;
    const term = readTerm(stanza, header.defaultNamespace, ({ line }, why) =>
      report.add({ file: file.name, line, why }),
    );
    yield { header, term, line: stanza.line };
  }
  if (!found) {
    const todo = 'Choose an OBO file with [Term] entries';
    throw importError({ file: file.name }, 'no term was found in it', todo, {
      expected: '[Term]',
      got: null,
    });
  }
}

interface Survey {
  readonly header: OboHeader;
  readonly concepts: readonly Concept[];
  readonly filters: readonly ImportFilter[];
}

/** The filters as the preview showed them: what a choice refers to. */
async function offeredFilters(file: ImportFile, { signal }: ImportWatch): Promise<readonly ImportFilter[]> {
  const reading = startReading(signal ? { signal } : {});
  return (await surveyOf(file, reading, { add: () => undefined })).filters;
}

/** Looks at the beginning of a file. */
async function surveyOf(file: ImportFile, reading: Reading, report: ImportReport): Promise<Survey> {
  const survey = new OntologySurvey();
  const draftOf = termFilter([], { filters: {}, group: '' });
  const concepts: Concept[] = [];
  let header: OboHeader | null = null;
  let lookedAt = 0;
  for await (const { header: own, term, line } of readTerms(file, reading, report)) {
    header = own;
    survey.add(term);
    const draft = concepts.length < PREVIEW_CONCEPTS ? draftOf(term) : null;
    const concept = draft && cleanConcept(draft, { file: file.name, line }, report);
    if (concept) concepts.push(concept);
    if (++lookedAt === PREVIEW_LOOKED_AT) break;
  }
  // Never null here: without a term the reader throws.
  header ??= readHeader({ kind: '', line: 1, clauses: [] }, file.name);
  return { header, concepts, filters: survey.filters(header.synonymTypes) };
}
