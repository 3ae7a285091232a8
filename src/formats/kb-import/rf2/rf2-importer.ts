/** SNOMED CT (RF2 Snapshot), under the curator's own licence. */
import type { ImportChoice, ImportFilter } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { cleanConcept } from '../clean-concept.js';
import { describeOntology } from '../describe-ontology.js';
import type { FactStore } from '../fact-store.js';
import { startReading, type Reading } from '../files/reading.js';
import { FilterCounts, valueTest } from '../filter-counts.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportReport, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS, PREVIEW_LOOKED_AT, previewReport } from '../preview.js';
import { rf2Draft } from './rf2-concept.js';
import { SCTID, rf2FilesOf, rf2TableOf, type Rf2Files } from './rf2-layout.js';
import { loadRelease } from './rf2-release.js';

const ID = 'rf2';
const DIALECTS: Readonly<Record<string, string>> = {
  [SCTID.usEnglish]: 'English (United States)',
  [SCTID.gbEnglish]: 'English (Great Britain)',
};
const INACTIVE = 'inactive';

export const rf2Importer: KbImporter = {
  id: ID,
  label: 'SNOMED CT (RF2)',

  recognise: (files, heads) =>
    files.some(({ name }) => rf2TableOf(heads.get(name) ?? '') === 'description') ? 1 : 0,

  async preview(files, watch) {
    const report = previewReport();
    const tables = await rf2FilesOf(files);
    const { filters, store } = await surveyOf(tables, startReading(watch), report);
    const concepts: Concept[] = [];
    for (const { concept } of conceptsOf(store, '', report, tables)) {
      if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
    }
    const version = files.map(({ name }) => /_(\d{8})(?:\D|$)/.exec(name)?.[1]).find(Boolean) ?? '';
    const fileName = files[0]?.name ?? '';
    return {
      format: ID,
      recognised: ['SNOMED CT (RF2 Snapshot)', version].filter(Boolean).join(', '),
      description: {
        ...describeOntology({
          fileName,
          iri: 'snomedct',
          title: 'SNOMED CT',
          version,
          licence: 'SNOMED CT licence',
        }),
        version,
        linkTemplate: 'https://browser.ihtsdotools.org/?perspective=full&conceptId1={id}',
      },
      concepts,
      filters,
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const tables = await rf2FilesOf(files);
    const quiet = startReading(watch.signal ? { signal: watch.signal } : {});
    const { filters: offered } = await surveyOf(tables, quiet, { add: () => undefined });
    const wishes = {
      ...wishesOf(offered, choice),
      limit: watch.first === undefined ? Number.POSITIVE_INFINITY : PREVIEW_LOOKED_AT,
    };
    const store = await loadRelease(tables, wishes, startReading(watch), report);
    const tagOn = valueTest('semantic-type', offered, choice);
    const inactiveOn = valueTest('obsolete', offered, choice);
    const hierarchy = new HierarchyCheck();
    for (const { concept, tag } of conceptsOf(store, choice.group, report, tables)) {
      if (!tagOn(tag) || (concept.obsolete && !inactiveOn(INACTIVE))) continue;
      hierarchy.add(concept.id, concept.parents, null);
      yield concept;
    }
    hierarchy.finish(tables.relationship[0]?.name ?? '', report);
  },
};

function wishesOf(offered: readonly ImportFilter[], choice: Pick<ImportChoice, 'filters'>) {
  return { language: valueTest('language', offered, choice), dialect: valueTest('dialect', offered, choice) };
}

interface Survey {
  readonly filters: readonly ImportFilter[];
  /** What the beginnings of the files say. */
  readonly store: FactStore;
}

async function surveyOf(tables: Rf2Files, reading: Reading, report: ImportReport): Promise<Survey> {
  const languages = new FilterCounts();
  const dialects = new FilterCounts();
  const store = await loadRelease(
    tables,
    {
      language: () => true,
      dialect: () => true,
      limit: PREVIEW_LOOKED_AT,
      onDescription: (code) => languages.add(code),
      onDialect: (refsetId) => dialects.add(refsetId),
    },
    reading,
    report,
  );
  const tags = new FilterCounts();
  const inactive = new FilterCounts();
  for (const { tag, concept } of conceptsOf(store, '', { add: () => undefined }, tables)) {
    tags.add(tag);
    if (concept.obsolete) inactive.add(INACTIVE);
  }
  const plain = (value: string): string => value || 'None given';
  // British and American names side by side would show every other concept under two spellings.
  const hasUs = dialects.values.includes(SCTID.usEnglish);
  const filters = [
    languages.filter('language', 'Language', plain),
    dialects.filter(
      'dialect',
      'Dialect',
      (refsetId) => DIALECTS[refsetId] ?? refsetId,
      (refsetId) => hasUs && refsetId !== SCTID.usEnglish,
    ),
    tags.filter('semantic-type', 'Kind of concept', plain),
    inactive.filter('obsolete', 'Inactive concepts', () => 'Read them, marked as obsolete'),
  ];
  return { store, filters: filters.filter(({ values }) => values.length > 0) };
}

function* conceptsOf(
  store: FactStore,
  group: string,
  report: ImportReport,
  tables: Rf2Files,
): Generator<{ readonly concept: Concept; readonly tag: string }, void, undefined> {
  const file = tables.description[0]?.name ?? '';
  for (const [id, subject] of store.subjects()) {
    const found = rf2Draft(id, store.factsOf(subject), group);
    if (!found) {
      report.add({ file, line: null, why: 'a concept without a name in the chosen languages was skipped' });
      continue;
    }
    const concept = cleanConcept(found.draft, { file }, report);
    if (concept) yield { concept, tag: found.tag };
  }
}
