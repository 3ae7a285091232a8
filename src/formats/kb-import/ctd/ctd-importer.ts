/** Disease (MEDIC) and chemical vocabularies of the Comparative Toxicogenomics Database, TSV and CSV. */
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { cleanConcept } from '../clean-concept.js';
import { describeOntology } from '../describe-ontology.js';
import { importError } from '../files/import-error.js';
import { startReading, type LineBatch, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS, previewReport } from '../preview.js';
import { rowsOf, type Row } from '../table/delimited.js';
import { ctdDraft } from './ctd-concept.js';
import { readCtdHeader, type CtdColumns } from './ctd-layout.js';

const ID = 'ctd';
const TODO = 'Choose CTD_diseases or CTD_chemicals as CSV or TSV';

export const ctdImporter: KbImporter = {
  id: ID,
  label: 'CTD (diseases, chemicals)',

  recognise: (files, heads) =>
    Math.max(0, ...files.map(({ name }) => (findHeader(heads.get(name) ?? '') ? 0.95 : 0))),

  async preview(files, watch) {
    const report = previewReport();
    const reading = startReading(watch);
    const concepts: Concept[] = [];
    const kinds: string[] = [];
    let created = '';
    for (const file of files) {
      const table = await openTable(file, reading);
      kinds.push(table.columns.kind.toLowerCase());
      created ||= table.created;
      for await (const concept of conceptsOf(file, table, report)) {
        if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
      }
    }
    const title = `CTD ${[...new Set(kinds)].join(' and ')} vocabulary`;
    const fileName = files[0]?.name ?? '';
    return {
      format: ID,
      recognised: [title, created && `created ${created}`].filter((part) => part !== '').join(', '),
      description: describeOntology({ fileName, iri: '', title, version: created, licence: '' }),
      concepts,
      filters: [],
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, _choice, report, watch) {
    const reading = startReading(watch);
    const hierarchy = new HierarchyCheck();
    for (const file of files) yield* conceptsOf(file, await openTable(file, reading), report, hierarchy);
    hierarchy.finish(files[0]?.name ?? '', report);
  },
};

function findHeader(head: string): CtdColumns | null {
  for (const line of head.split(/\r?\n/)) {
    if (!line.startsWith('#')) return null;
    const columns = readCtdHeader(line);
    if (columns) return columns;
  }
  return null;
}

interface CtdTable {
  readonly columns: CtdColumns;
  /** As its comment says it; empty when it does not. */
  readonly created: string;
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** Reads the comment at the beginning. @throws {SeraphError} `bad-format` */
async function openTable(file: ImportFile, reading: Reading): Promise<CtdTable> {
  const batches = reading.lines(file)[Symbol.asyncIterator]();
  let columns: CtdColumns | null = null;
  let created = '';
  for (;;) {
    const step = await batches.next();
    if (step.done)
      throw importError({ file: file.name }, 'the line with the names of its columns is missing', TODO);
    const { first, lines } = step.value;
    for (const [index, line] of lines.entries()) {
      columns ??= readCtdHeader(line);
      created ||= /^#\s*Report created:\s*(.*)$/.exec(line)?.[1]?.trim() ?? '';
      if (line.startsWith('#') || line === '') continue;
      if (!columns) {
        const todo = `${TODO}; keep the comment at its beginning`;
        throw importError(
          { file: file.name, line: first + index },
          'there are no names of columns before it',
          todo,
        );
      }
      const rest = { first: first + index, lines: lines.slice(index) };
      const { separator } = columns;
      // CTD quotes in CSV only: a quote in its TSV is a character of a name.
      const rows = rowsOf(file.name, restOf(rest, batches), { separator, quoted: separator === ',' });
      return { columns, created, rows };
    }
  }
}

async function* restOf(
  begun: LineBatch,
  batches: AsyncIterator<LineBatch>,
): AsyncGenerator<LineBatch, void, undefined> {
  yield begun;
  yield* { [Symbol.asyncIterator]: () => batches };
}

async function* conceptsOf(
  file: ImportFile,
  { columns, rows }: CtdTable,
  report: ImportReport,
  hierarchy?: HierarchyCheck,
): AsyncGenerator<Concept, void, undefined> {
  for await (const batch of rows) {
    for (const { line, cells } of batch) {
      const place = { file: file.name, line };
      if (cells.length === 1 && (cells[0] === '' || cells[0]?.startsWith('#'))) continue;
      if (cells.length < columns.of.size) {
        report.add({ ...place, why: 'a row with too few columns was skipped' });
        continue;
      }
      const draft = ctdDraft(cells, columns);
      const concept = cleanConcept(draft, place, report);
      if (!concept) continue;
      if (hierarchy && !hierarchy.add(concept.id, concept.parents, line)) {
        report.add({ ...place, why: 'a concept whose id stood before was skipped' });
        continue;
      }
      yield { ...concept, trees: draft.trees };
    }
  }
}
