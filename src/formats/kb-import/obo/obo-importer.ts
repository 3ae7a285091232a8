/** OBO 1.2 and 1.4: HPO, MONDO, GO, ChEBI and most other biomedical ontologies publish it. */
import type { ImportFilter } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { importError } from '../files/import-error.js';
import { startReading, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, ImportWatch, KbImporter } from '../importer.js';
import { termFilter } from '../ontology-filters.js';
import {
  conceptsOf,
  filtersChosenFrom,
  firstFileOf,
  lookAt,
  recognisedAs,
  type PlacedTerm,
} from '../ontology-reading.js';
import { previewReport } from '../preview.js';
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
    const { header, concepts, filters } = await surveyOf(
      firstFileOf(files, 'Choose an OBO file'),
      watch,
      report,
    );
    const { title, version } = header.description;
    return {
      format: ID,
      recognised: recognisedAs(`OBO ${header.formatVersion}`.trim(), title, version),
      description: header.description,
      concepts,
      filters,
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const first = firstFileOf(files, 'Choose an OBO file');
    const offered = await filtersChosenFrom(choice, watch, (quiet) =>
      surveyOf(first, quiet, { add: () => undefined }),
    );
    const draftOf = termFilter(offered, choice);
    const reading = startReading(watch);
    const hierarchy = new HierarchyCheck();
    for (const file of files) {
      yield* conceptsOf(file.name, readTerms(file, reading, report), draftOf, hierarchy, report);
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

/**
 * @param onHeader told the header before the first term
 * @throws {SeraphError} `bad-format` when no term is in the file
 */
async function* readTerms(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
  onHeader: (header: OboHeader) => void = () => undefined,
): AsyncGenerator<PlacedTerm, void, undefined> {
  let header: OboHeader | null = null;
  let found = false;
  for await (const stanza of readStanzas(file, reading, report)) {
    if (header === null) onHeader((header = readHeader(stanza, file.name)));
    if (stanza.kind !== 'Term') continue;
    found = true;
    const term = readTerm(stanza, header.defaultNamespace, ({ line }, why) =>
      report.add({ file: file.name, line, why }),
    );
    yield { term, line: stanza.line };
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

/** Looks at the beginning of a file. */
async function surveyOf(file: ImportFile, watch: ImportWatch, report: ImportReport): Promise<Survey> {
  let header = readHeader({ kind: '', line: 1, clauses: [] }, file.name);
  const terms = readTerms(file, startReading(watch), report, (own) => (header = own));
  const { concepts, survey } = await lookAt(file.name, terms, report);
  return { header, concepts, filters: survey.filters(header.synonymTypes) };
}
