/**
 * OBO Graph JSON. Nodes come before the edges that name their parents, so the file is read twice: once for the edges,
 * of which only parents are kept, once for the nodes, one by one.
 */
import type { ImportFilter } from '../../../core/kb/import.js';
import type { Concept, KbDescription } from '../../../core/kb/knowledge-base.js';
import { curieOfIri } from '../curie-of-iri.js';
import { describeOntology } from '../describe-ontology.js';
import { importError } from '../files/import-error.js';
import { startReading, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, ImportReport, ImportWatch, KbImporter } from '../importer.js';
import { readJson } from '../json-stream.js';
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
import { propertiesOf, readNode } from './graph-node.js';
import { textOf } from './json-fields.js';

const ID = 'obo-graph';
const NODES = '$.graphs.*.nodes.*';
const EDGES = '$.graphs.*.edges.*';
const HEADER = ['$.graphs.*.id', '$.graphs.*.meta'];

export const oboGraphImporter: KbImporter = {
  id: ID,
  label: 'OBO Graph (JSON)',

  recognise: (files, heads) =>
    files.some(({ name }) => /^\s*\{[^]{0,2000}?"graphs"\s*:\s*\[/.test(heads.get(name) ?? '')) ? 0.95 : 0,

  async preview(files, watch) {
    const report = previewReport();
    const { description, concepts, filters } = await surveyOf(
      firstFileOf(files, 'Choose an OBO Graph JSON file'),
      watch,
      report,
    );
    return {
      format: ID,
      recognised: recognisedAs('OBO Graph (JSON)', description.title, description.version),
      description,
      concepts,
      filters,
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const first = firstFileOf(files, 'Choose an OBO Graph JSON file');
    const offered = await filtersChosenFrom(choice, watch, (quiet) =>
      surveyOf(first, quiet, { add: () => undefined }),
    );
    const draftOf = termFilter(offered, choice);
    // Each file is read twice, and counts once.
    const { onBytes } = watch;
    const reading = startReading(
      onBytes ? { ...watch, onBytes: (done) => onBytes(Math.floor(done / 2)) } : watch,
    );
    const hierarchy = new HierarchyCheck();
    for (const file of files) {
      const graph = await readEdges(file, reading);
      yield* conceptsOf(file.name, readTerms(file, reading, graph), draftOf, hierarchy, report);
    }
    hierarchy.finish(first.name, report);
  },
};

interface Graph {
  /** Ids of parents by the id of the child. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly header: GraphHeader;
}

/** What `id` and `meta` of the graphs say, as far as they were met. */
class GraphHeader {
  #id = '';
  #version = '';
  #properties: ReadonlyMap<string, string> = new Map();

  /** @returns false for a value that is not of the header */
  take([, , key]: readonly string[], value: unknown): boolean {
    if (key === 'id') this.#id ||= typeof value === 'string' ? value : '';
    else if (key === 'meta') {
      this.#version ||= textOf(value, 'version');
      this.#properties = new Map([...propertiesOf(value), ...this.#properties]);
    } else return false;
    return true;
  }

  get defaultNamespace(): string {
    return this.#properties.get('default-namespace') ?? '';
  }

  description(fileName: string): KbDescription {
    const property = (name: string): string => this.#properties.get(name) ?? '';
    return describeOntology({
      fileName,
      iri: this.#id,
      title: property('title'),
      version: this.#version || property('versionInfo'),
      licence: property('license'),
    });
  }
}

async function readEdges(file: ImportFile, reading: Reading): Promise<Graph> {
  const parents = new Map<string, string[]>();
  const header = new GraphHeader();
  for await (const values of readJson(file, reading, [EDGES, ...HEADER])) {
    for (const { path, value } of values) {
      if (header.take(path, value)) continue;
      if (!/(?:^|[/#])(?:is_a|subClassOf)$/.test(textOf(value, 'pred'))) continue;
      const child = curieOfIri(textOf(value, 'sub'));
      const parent = curieOfIri(textOf(value, 'obj'));
      const known = parents.get(child);
      if (known) known.push(parent);
      else parents.set(child, [parent]);
    }
  }
  return { parents, header };
}

/** @throws {SeraphError} `bad-format` when no node is in the file */
async function* readTerms(
  file: ImportFile,
  reading: Reading,
  { parents, header }: Graph,
): AsyncGenerator<PlacedTerm, void, undefined> {
  let found = false;
  for await (const values of readJson(file, reading, [NODES, ...HEADER])) {
    for (const { path, value, line } of values) {
      if (header.take(path, value)) continue;
      found = true;
      const known = parents.get(curieOfIri(textOf(value, 'id'))) ?? [];
      const term = readNode(value, known, header.defaultNamespace);
      if (term !== null) yield { term, line };
    }
  }
  if (!found) {
    const todo = 'Choose an OBO Graph JSON file; other JSON is read as a table, one entry a line';
    throw importError({ file: file.name }, 'no node of a graph was found in it', todo, {
      expected: 'graphs[].nodes[]',
      got: null,
    });
  }
}

interface Survey {
  readonly description: KbDescription;
  readonly concepts: readonly Concept[];
  readonly filters: readonly ImportFilter[];
}

/** Looks at the beginning of a file; parents stand at its end and are not known yet. */
async function surveyOf(file: ImportFile, watch: ImportWatch, report: ImportReport): Promise<Survey> {
  const header = new GraphHeader();
  const terms = readTerms(file, startReading(watch), { parents: new Map(), header });
  const { concepts, survey } = await lookAt(file.name, terms, report);
  return { description: header.description(file.name), concepts, filters: survey.filters(new Map()) };
}
