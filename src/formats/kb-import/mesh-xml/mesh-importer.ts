/** MeSH descriptors and supplementary records, as NLM publishes them in XML. */
import type { ImportChoice, ImportFilter } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { OTHER_GROUP, meshGroup } from '../../mesh-tables.js';
import { cleanConcept } from '../clean-concept.js';
import { describeOntology } from '../describe-ontology.js';
import { importError } from '../files/import-error.js';
import { headOf, startReading, type Reading } from '../files/reading.js';
import { FilterCounts, valueTest } from '../filter-counts.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS, previewReport } from '../preview.js';
import { childrenOf, xmlRecords } from '../xml/xml-records.js';
import { readMeshRecord, type MeshRecord } from './mesh-record.js';
import { MeshTree } from './mesh-tree.js';

const ID = 'mesh-xml';
const ROOT = /<(DescriptorRecordSet|SupplementalRecordSet)[\s>]/;
const RECORDS: ReadonlySet<string> = new Set(['DescriptorRecord', 'SupplementalRecord']);
/** Records that a preview looks at. */
const LOOKED_AT = 2_000;
const PERMUTED = 'permuted';

const CLASS_LABELS: Readonly<Record<string, string>> = {
  D1: 'Topics',
  D2: 'Kinds of publication',
  D3: 'Check tags',
  D4: 'Places',
  S1: 'Chemicals (supplementary)',
  S2: 'Treatment protocols (supplementary)',
  S3: 'Diseases (supplementary)',
  S4: 'Organisms (supplementary)',
};
/** Group of supplementary records where the descriptors they are mapped to are not among the files. */
const CLASS_GROUPS: Readonly<Record<string, string>> = { S1: 'Chemical', S3: 'Disease' };

export const meshXmlImporter: KbImporter = {
  id: ID,
  label: 'MeSH (XML)',

  recognise: (files, heads) => (files.some(({ name }) => ROOT.test(heads.get(name) ?? '')) ? 1 : 0),

  async preview(files, watch) {
    const report = previewReport();
    const reading = startReading(watch);
    const sets = await setsOf(files);
    const { filters, concepts } = await surveyOf(sets, reading, report);
    const version =
      files.map(({ name }) => /(?:desc|supp)((?:19|20)\d\d)/i.exec(name)?.[1]).find(Boolean) ?? '';
    const fileName = files[0]?.name ?? '';
    const parts = [sets.descriptors && 'descriptors', sets.supplementary && 'supplementary records'].filter(
      Boolean,
    );
    return {
      format: ID,
      recognised: ['MeSH (XML)', version, parts.join(' and ')].filter(Boolean).join(', '),
      description: describeOntology({
        fileName,
        iri: 'mesh',
        title: 'MeSH',
        version,
        licence: 'Terms of the U.S. National Library of Medicine',
        linkTemplate: 'https://meshb.nlm.nih.gov/record/ui?ui={id}',
      }),
      concepts,
      filters,
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const sets = await setsOf(files);
    const quiet = startReading(watch.signal ? { signal: watch.signal } : {});
    const { filters } = await surveyOf(sets, quiet, { add: () => undefined });
    const wishes = wishesOf(filters, choice);
    const tree = new MeshTree();
    // Parents may come after their children: the positions are gathered first.
    if (sets.descriptors && watch.first === undefined) await gatherTree(sets.descriptors, tree, quiet);
    const reading = startReading(watch);
    const hierarchy = new HierarchyCheck();
    for (const file of [sets.descriptors, sets.supplementary].filter((set) => set !== null)) {
      for await (const { concept, line } of conceptsOf(file, tree, wishes, choice.group, reading, report)) {
        if (hierarchy.add(concept.id, concept.parents, line)) yield concept;
        else report.add({ file: file.name, line, why: 'a concept whose id stood before was skipped' });
      }
    }
    hierarchy.finish((sets.descriptors ?? sets.supplementary)?.name ?? '', report);
  },
};

interface MeshSets {
  readonly descriptors: ImportFile | null;
  readonly supplementary: ImportFile | null;
}

async function setsOf(files: readonly ImportFile[]): Promise<MeshSets> {
  let descriptors: ImportFile | null = null;
  let supplementary: ImportFile | null = null;
  for (const file of files) {
    const [, root] = ROOT.exec(await headOf(file)) ?? [];
    if (root === 'DescriptorRecordSet') {
      if (descriptors)
        throw importError({ file: file.name }, 'there are two sets of descriptors', 'Choose one of them');
      descriptors = file;
    } else if (root === 'SupplementalRecordSet') {
      if (supplementary)
        throw importError(
          { file: file.name },
          'there are two sets of supplementary records',
          'Choose one of them',
        );
      supplementary = file;
    }
  }
  if (!descriptors && !supplementary) {
    const file = files[0]?.name ?? 'The import';
    throw importError(
      { file },
      'this is not MeSH as XML',
      'Choose desc2025.xml or supp2025.xml, or those of another year',
    );
  }
  return { descriptors, supplementary };
}

interface MeshWishes {
  readonly permuted: boolean;
  readonly recordClass: (recordClass: string) => boolean;
}

function wishesOf(offered: readonly ImportFilter[], choice: Pick<ImportChoice, 'filters'>): MeshWishes {
  return {
    permuted: valueTest(PERMUTED, offered, choice, () => true)(PERMUTED),
    recordClass: valueTest('semantic-type', offered, choice),
  };
}

interface Survey {
  readonly filters: readonly ImportFilter[];
  readonly concepts: readonly Concept[];
}

async function surveyOf(sets: MeshSets, reading: Reading, report: ImportReport): Promise<Survey> {
  const classes = new FilterCounts();
  const permuted = new FilterCounts();
  permuted.add(PERMUTED, 0);
  const concepts: Concept[] = [];
  for (const file of [sets.descriptors, sets.supplementary].filter((set) => set !== null)) {
    let count = 0;
    for await (const { element, line } of xmlRecords(file, reading, RECORDS)) {
      const record = readMeshRecord(element, '', false);
      classes.add(record.recordClass);
      permuted.add(PERMUTED, permutedIn(element));
      if (concepts.length < PREVIEW_CONCEPTS) {
        const concept = conceptOf(record, new MeshTree(), '', { file: file.name, line }, report);
        if (concept) concepts.push(concept);
      }
      if (++count >= LOOKED_AT) break;
    }
  }
  const filters = [
    classes.filter('semantic-type', 'Kind of record', (value) => CLASS_LABELS[value] ?? value),
    permuted.filter(
      PERMUTED,
      'Permuted terms',
      () => 'Read "Ache, Alpha" beside "Alpha Ache"',
      () => true,
    ),
  ];
  return { filters: filters.filter(({ values }) => values.length > 0), concepts };
}

function permutedIn(record: Parameters<typeof readMeshRecord>[0]): number {
  return childrenOf(record, 'ConceptList')
    .flatMap((list) => childrenOf(list, 'Concept'))
    .flatMap((concept) => childrenOf(concept, 'TermList'))
    .flatMap((list) => childrenOf(list, 'Term'))
    .filter(({ attributes }) => attributes.IsPermutedTermYN === 'Y').length;
}

async function gatherTree(file: ImportFile, tree: MeshTree, reading: Reading): Promise<void> {
  for await (const { element } of xmlRecords(file, reading, RECORDS)) {
    const { draft, trees } = readMeshRecord(element, '', false);
    tree.add(draft.id, trees);
  }
}

async function* conceptsOf(
  file: ImportFile,
  tree: MeshTree,
  wishes: MeshWishes,
  group: string,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<{ readonly concept: Concept; readonly line: number }, void, undefined> {
  for await (const { element, line } of xmlRecords(file, reading, RECORDS)) {
    const record = readMeshRecord(element, '', wishes.permuted);
    if (!wishes.recordClass(record.recordClass)) continue;
    const concept = conceptOf(record, tree, group, { file: file.name, line }, report);
    if (concept) yield { concept, line };
  }
}

function conceptOf(
  { draft, trees, recordClass, headings }: MeshRecord,
  tree: MeshTree,
  group: string,
  place: { readonly file: string; readonly line: number },
  report: ImportReport,
): Concept | null {
  const own = trees.length > 0 ? meshGroup(trees) : tree.groupOf(headings);
  const known = own === OTHER_GROUP || own === null ? CLASS_GROUPS[recordClass] : own;
  const parents = tree.parentsOf(trees);
  const concept = cleanConcept({ ...draft, parents, group: known ?? own ?? group }, place, report);
  return concept && { ...concept, trees };
}
