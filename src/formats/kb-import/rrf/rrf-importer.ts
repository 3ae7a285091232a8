/**
 * UMLS Metathesaurus (RRF), under the curator's own licence. MRCONSO is needed; MRSTY, MRDEF, MRREL and MRCUI add
 * semantic types, definitions, parents and retired CUIs. All are read side by side: memory does not grow with them.
 */
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { cleanConcept } from '../clean-concept.js';
import { describeOntology } from '../describe-ontology.js';
import { importError } from '../files/import-error.js';
import { headOf, startReading, type Reading } from '../files/reading.js';
import type { ImportFile, ImportReport, ImportWatch, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS, PREVIEW_LOOKED_AT, previewReport } from '../preview.js';
import { CuiCompanion, cuiGroups, type CuiGroup } from './cui-groups.js';
import { CuiSet } from './cui-set.js';
import { MergedCuis, retiredDraft } from './retired-cuis.js';
import { DEF, REL, rrfDraft, wantedTypes } from './rrf-concept.js';
import { RrfSurvey, rrfFilters, type RrfFilters } from './rrf-filters.js';
import { looksLikeConso, rrfTableOf, type RrfFiles, type RrfTable } from './rrf-layout.js';

const ID = 'rrf';
const SILENT: ImportReport = { add: () => undefined };

export const rrfImporter: KbImporter = {
  id: ID,
  label: 'UMLS (RRF)',

  recognise: (files, heads) =>
    Math.max(
      0,
      ...files.map(({ name }) => {
        const head = heads.get(name) ?? '';
        if (rrfTableOf(name, head) !== 'MRCONSO') return 0;
        return looksLikeConso(head) ? 1 : 0.3;
      }),
    ),

  async preview(files, watch) {
    const report = previewReport();
    const tables = await tablesOf(files);
    const reading = startReading(watch);
    const survey = await surveyOf(tables, reading, report);
    const concepts: Concept[] = [];
    const filters = rrfFilters(survey.filters(), { filters: {} });
    for await (const concept of conceptsOf(tables, filters, '', reading, report, null)) {
      if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
    }
    const fileName = tables.MRCONSO.name;
    const version = files.map(({ name }) => /(?:19|20)\d\dA[A-D]/.exec(name)?.[0]).find(Boolean) ?? '';
    const others = Object.keys(tables).filter((table) => table !== 'MRCONSO');
    return {
      format: ID,
      recognised: ['UMLS Metathesaurus (MRCONSO)', version, others.length > 0 && `with ${others.join(', ')}`]
        .filter((part) => part !== '' && part !== false)
        .join(', '),
      description: {
        ...describeOntology({
          fileName,
          iri: 'umls',
          title: 'UMLS',
          version,
          licence: 'UMLS Metathesaurus Licence',
        }),
        linkTemplate: 'https://uts.nlm.nih.gov/uts/umls/concept/{id}',
      },
      concepts,
      filters: survey.filters(),
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const tables = await tablesOf(files);
    const quiet = quietReading(watch);
    const offered = (await surveyOf(tables, quiet, SILENT)).filters();
    const filters = rrfFilters(offered, choice);
    const reading = startReading(watch);
    const kept = tables.MRREL && watch.first === undefined ? await keptCuis(tables, filters, quiet) : null;
    yield* conceptsOf(tables, filters, choice.group, reading, report, kept);
    if (!tables.MRCUI) return;
    for await (const group of cuiGroups(tables.MRCUI, 'MRCUI', reading, SILENT, () => true)) {
      const draft = retiredDraft(group, choice.group);
      const place = { file: tables.MRCUI.name, line: group.rows[0]?.line ?? null };
      const concept = draft && cleanConcept(draft, place, report);
      if (concept) yield concept;
    }
  },
};

type Tables = RrfFiles & { readonly MRCONSO: ImportFile };

async function tablesOf(files: readonly ImportFile[]): Promise<Tables> {
  const tables: Partial<Record<RrfTable, ImportFile>> = {};
  for (const file of files) {
    const table = rrfTableOf(file.name, await headOf(file));
    if (!table) continue;
    if (tables[table])
      throw importError({ file: file.name }, `there are two files ${table}`, 'Choose one of them');
    tables[table] = file;
  }
  const { MRCONSO } = tables;
  if (!MRCONSO) {
    throw importError(
      { file: files[0]?.name ?? 'The import' },
      'there is no MRCONSO.RRF',
      'Choose it with the others',
    );
  }
  return { ...tables, MRCONSO };
}

/** Looks at the beginning: what the filters can offer. */
async function surveyOf(tables: Tables, reading: Reading, report: ImportReport): Promise<RrfSurvey> {
  const survey = new RrfSurvey();
  const types = companion(tables, 'MRSTY', reading, report);
  let rows = 0;
  const keep = (cells: readonly string[]): boolean => {
    survey.addName(cells);
    rows++;
    return true;
  };
  for await (const { cui } of cuiGroups(tables.MRCONSO, 'MRCONSO', reading, report, keep)) {
    survey.addTypes(await types.rowsOf(cui));
    if (rows >= PREVIEW_LOOKED_AT) break;
  }
  await types.close();
  if (rows === 0) {
    const todo = 'Use the file as UMLS delivers it: 18 columns divided by bars';
    throw importError({ file: tables.MRCONSO.name }, 'no row of it is one of MRCONSO', todo);
  }
  return survey;
}

async function* conceptsOf(
  tables: Tables,
  filters: RrfFilters,
  group: string,
  reading: Reading,
  report: ImportReport,
  kept: CuiSet | null,
): AsyncGenerator<Concept, void, undefined> {
  const retired = tables.MRCUI && cuiGroups(tables.MRCUI, 'MRCUI', reading, report, () => true);
  const merged = retired && (await MergedCuis.read(retired));
  const types = companion(tables, 'MRSTY', reading, report);
  const definitions = companion(
    tables,
    'MRDEF',
    reading,
    report,
    (cells) => cells[DEF.suppress] === 'N' && filters.source(cells[DEF.source] ?? ''),
  );
  // Each row has its inverse under the other concept: PAR alone says what PAR and CHD say together.
  const parents = companion(
    kept ? tables : {},
    'MRREL',
    reading,
    report,
    (cells) =>
      cells[REL.relation] === 'PAR' &&
      cells[REL.suppress] === 'N' &&
      cells[REL.other] !== cells[0] &&
      filters.source(cells[REL.source] ?? '') &&
      (kept?.has(cells[REL.other] ?? '') ?? false),
  );
  for await (const names of cuiGroups(tables.MRCONSO, 'MRCONSO', reading, report, filters.name)) {
    const { cui } = names;
    const rows = {
      cui,
      names: names.rows,
      types: await types.rowsOf(cui),
      definitions: await definitions.rowsOf(cui),
      parents: await parents.rowsOf(cui),
      merged: merged?.into(cui) ?? [],
    };
    const draft = rrfDraft(rows, filters, group);
    const place = { file: tables.MRCONSO.name, line: names.rows[0]?.line ?? null };
    const concept = draft && cleanConcept(draft, place, report);
    if (concept) yield concept;
  }
  for (const file of [types, definitions, parents]) await file.close();
}

/** Concepts that will be read: parents among the others would lead nowhere. */
async function keptCuis(tables: Tables, filters: RrfFilters, reading: Reading): Promise<CuiSet> {
  const kept = new CuiSet();
  const types = companion(tables, 'MRSTY', reading, SILENT);
  for await (const { cui } of cuiGroups(tables.MRCONSO, 'MRCONSO', reading, SILENT, filters.name)) {
    if (wantedTypes(await types.rowsOf(cui), filters)) kept.add(cui);
  }
  return kept;
}

function companion(
  tables: RrfFiles,
  table: RrfTable,
  reading: Reading,
  report: ImportReport,
  keep: (cells: readonly string[]) => boolean = () => true,
): CuiCompanion {
  const file = tables[table];
  const groups: AsyncIterable<CuiGroup> | null = file ? cuiGroups(file, table, reading, report, keep) : null;
  return new CuiCompanion(groups);
}

/** Reads before the import itself: what it reads is no progress. */
function quietReading({ signal }: ImportWatch): Reading {
  return startReading(signal ? { signal } : {});
}
