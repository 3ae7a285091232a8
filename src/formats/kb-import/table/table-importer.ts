/** Tables of one's own: CSV, TSV and JSON lines, with columns that the curator can say the meaning of. */
import type { ColumnMapping } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { cleanConcept } from '../clean-concept.js';
import { describeOntology } from '../describe-ontology.js';
import { importError } from '../files/import-error.js';
import { headOf, startReading, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS, previewReport } from '../preview.js';
import { rowsOf, type Row } from './delimited.js';
import { jsonRowsOf } from './json-rows.js';
import { areTogether, gathered, inRuns } from './rows-by-id.js';
import { idOfRow, tableDraft, type RowMeaning } from './table-concept.js';
import { guessLayout, shapeOf, type TableLayout } from './table-layout.js';

const ID = 'table';
const FORMATS: Readonly<Record<string, string>> = {
  '': 'JSON lines',
  '\t': 'Table (TSV)',
  ',': 'Table (CSV)',
  ';': 'Table (CSV with semicolons)',
  '|': 'Table (with bars)',
};

export const tableImporter: KbImporter = {
  id: ID,
  label: 'Table (CSV, TSV, JSON lines)',

  // Nearly every text can be read as some table: other formats go first.
  recognise: (files, heads) => {
    const [file] = files;
    const layout = file && files.length === 1 ? guessLayout(heads.get(file.name) ?? '') : null;
    if (!file || !layout) return 0;
    const isNamed = /\.(?:csv|tsv|jsonl|ndjson)$/i.test(file.name);
    const { mapping, columns } = layout;
    const isKnown = mapping.hasHeader && mapping.id !== null;
    if (columns.length < 2) return isNamed ? 0.1 : 0;
    return (isKnown ? 0.6 : 0.2) + (isNamed ? 0.1 : 0);
  },

  async preview(files, watch) {
    const report = previewReport();
    const { file, layout } = await open(files);
    const meaning = { ...layout, mapping: layout.mapping };
    const concepts: Concept[] = [];
    if (meaning.mapping.name !== null) {
      const runs = inRuns(batchesOf(file, layout, meaning.mapping, startReading(watch), report), (row) =>
        idOfRow(row, meaning),
      );
      for await (const { concept } of conceptsOf(file, runs, meaning, '', report)) {
        if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
      }
    }
    const columns = `${layout.columns.length} ${layout.columns.length === 1 ? 'column' : 'columns'}`;
    return {
      format: ID,
      recognised: `${FORMATS[layout.separator] ?? 'Table'}, ${columns}`,
      description: describeOntology({ fileName: file.name, iri: '', title: '', version: '', licence: '' }),
      concepts,
      filters: [],
      table: shapeOf(layout),
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const { file, layout } = await open(files);
    const mapping = choice.mapping ?? layout.mapping;
    if (mapping.name === null) {
      throw importError(
        { file: file.name },
        'no column is said to hold the names',
        'Say in the preview which column does',
      );
    }
    const meaning = { mapping, nameStatus: layout.nameStatus };
    const idOf = (row: Row): string => idOfRow(row, meaning);
    const silent: ImportReport = { add: () => undefined };
    const quiet = startReading(watch.signal ? { signal: watch.signal } : {});
    const together =
      watch.first !== undefined || (await areTogether(batchesOf(file, layout, mapping, quiet, silent), idOf));
    const batches = batchesOf(file, layout, mapping, startReading(watch), report);
    const groups = together ? inRuns(batches, idOf) : gathered(file.name, batches, idOf);
    const hierarchy = new HierarchyCheck();
    for await (const { concept, line } of conceptsOf(file, groups, meaning, choice.group, report)) {
      hierarchy.add(concept.id, concept.parents, line);
      yield concept;
    }
    hierarchy.finish(file.name, report);
  },
};

async function open(
  files: readonly ImportFile[],
): Promise<{ readonly file: ImportFile; readonly layout: TableLayout }> {
  const [file, second] = files;
  if (!file) throw importError({ file: 'The import' }, 'it has no file', 'Choose a table');
  if (second)
    throw importError({ file: second.name }, 'a table is imported alone', 'Import one file after the other');
  const layout = guessLayout(await headOf(file));
  if (!layout) throw importError({ file: file.name }, 'it is empty', 'Choose another file');
  return { file, layout };
}

async function* batchesOf(
  file: ImportFile,
  { separator, quoted, columns }: TableLayout,
  { hasHeader }: ColumnMapping,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<readonly Row[], void, undefined> {
  const lines = reading.lines(file);
  const isJson = separator === '';
  const batches = isJson
    ? jsonRowsOf(file.name, lines, columns, report)
    : rowsOf(file.name, lines, { separator, quoted });
  let isFirst = hasHeader && !isJson;
  for await (const rows of batches) {
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    const skipped = isFirst && filled.length > 0 ? 1 : 0;
    if (skipped > 0) isFirst = false;
    yield filled.slice(skipped);
  }
}

async function* conceptsOf(
  file: ImportFile,
  groups: AsyncIterable<readonly Row[]>,
  meaning: RowMeaning,
  group: string,
  report: ImportReport,
): AsyncGenerator<{ readonly concept: Concept; readonly line: number | null }, void, undefined> {
  for await (const rows of groups) {
    const line = rows[0]?.line ?? null;
    const concept = cleanConcept(tableDraft(rows, meaning, group), { file: file.name, line }, report);
    if (concept) yield { concept, line };
  }
}
