/**
 * SKOS and OWL in Turtle, N-Triples, RDF/XML and JSON-LD. Statements of one concept may stand anywhere, so what is kept
 * of the vocabulary is gathered in memory, to a limit; the rest of the file passes by.
 */
import type { ImportFilter } from '../../../core/kb/import.js';
import { importError } from '../files/import-error.js';
import { headOf, startReading, type Reading } from '../files/reading.js';
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
import {
  defaultNamespaceOf,
  descriptionOf,
  isOtherLanguage,
  languageFilter,
  languageOrder,
  termOf,
} from './fact-term.js';
import { FactGatherer } from './facts.js';
import { readQuads } from './read-quads.js';
import { recogniseSyntax, type OtherOwlSyntax, type RdfSyntax } from './syntax.js';

const ID = 'rdf';
/** Statements that a preview reads: what takes a few seconds. The parser of JSON-LD is some forty times as slow. */
const PREVIEW_STATEMENTS: Readonly<Record<RdfSyntax, number>> = {
  turtle: 100_000,
  'n-triples': 100_000,
  'rdf-xml': 100_000,
  'json-ld': 5_000,
};

const LABELS: Readonly<Record<RdfSyntax, string>> = {
  turtle: 'SKOS or OWL (Turtle)',
  'n-triples': 'SKOS or OWL (N-Triples)',
  'rdf-xml': 'SKOS or OWL (RDF/XML)',
  'json-ld': 'SKOS or OWL (JSON-LD)',
};

export const rdfImporter: KbImporter = {
  id: ID,
  label: 'SKOS or OWL (Turtle, N-Triples, RDF/XML, JSON-LD)',

  recognise: (files, heads) =>
    Math.max(0, ...files.map(({ name }) => recogniseSyntax(name, heads.get(name) ?? '')?.sure ?? 0)),

  async preview(files, watch) {
    const report = previewReport();
    const file = firstFileOf(files, 'Choose a file of RDF');
    const { syntax, gatherer } = await gather(file, startReading(watch), report, 'beginning');
    const language = languageFilter(gatherer);
    const terms = termsOf(file, gatherer, languageOrder(language.chosen), report);
    const { concepts, survey } = await lookAt(file.name, terms, report);
    const description = descriptionOf(gatherer, file.name);
    return {
      format: ID,
      recognised: recognisedAs(LABELS[syntax], description.title, description.version),
      description,
      concepts,
      filters: [...(language.values.length > 1 ? [language] : []), ...survey.filters(new Map())],
      table: null,
      remarks: report.lines,
    };
  },

  async *read(files, choice, report, watch) {
    const first = firstFileOf(files, 'Choose a file of RDF');
    const offered = await filtersChosenFrom(choice, watch, (quiet) => offeredFilters(first, quiet));
    const draftOf = termFilter(offered, choice);
    const reading = startReading(watch);
    const hierarchy = new HierarchyCheck();
    for (const file of files) {
      const { gatherer } = await gather(file, reading, report);
      const languages = languageOrder(choice.filters.language ?? languageFilter(gatherer).chosen);
      yield* conceptsOf(file.name, termsOf(file, gatherer, languages, report), draftOf, hierarchy, report);
    }
    hierarchy.finish(first.name, report);
  },
};

/** All but the language, which is the curator's alone. */
async function offeredFilters(
  file: ImportFile,
  watch: ImportWatch,
): Promise<{ readonly filters: readonly ImportFilter[] }> {
  const silent = { add: () => undefined };
  const { gatherer } = await gather(file, startReading(watch), silent, 'beginning');
  const terms = termsOf(file, gatherer, languageOrder(languageFilter(gatherer).chosen), silent);
  const { survey } = await lookAt(file.name, terms, silent);
  return { filters: survey.filters(new Map()) };
}

interface Gathered {
  readonly syntax: RdfSyntax;
  readonly gatherer: FactGatherer;
}

/**
 * @param part the beginning goes as far as the first concept at least
 * @throws {SeraphError} `bad-format` for a syntax that is not read, and when no concept is in the file
 */
async function gather(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
  part: 'beginning' | 'whole' = 'whole',
): Promise<Gathered> {
  const syntax = await syntaxOf(file);
  const gatherer = new FactGatherer(file.name);
  let seen = 0;
  for await (const quads of readQuads(file, reading, syntax, report)) {
    for (const quad of quads) gatherer.add(quad);
    seen += quads.length;
    if (part === 'beginning' && seen >= PREVIEW_STATEMENTS[syntax] && gatherer.hasConcept) break;
  }
  if (gatherer.hasConcept) return { syntax, gatherer };
  throw importError(
    { file: file.name },
    'no concept was found in it',
    'Choose a vocabulary with skos:Concept or owl:Class entries',
    { expected: 'skos:Concept or owl:Class', got: `${seen} other statements` },
  );
}

function isRead(syntax: RdfSyntax | OtherOwlSyntax): syntax is RdfSyntax {
  return Object.hasOwn(LABELS, syntax);
}

async function syntaxOf(file: ImportFile): Promise<RdfSyntax> {
  const syntax = recogniseSyntax(file.name, await headOf(file))?.syntax ?? null;
  if (syntax !== null && isRead(syntax)) return syntax;
  const what = syntax === null ? 'this is not RDF as Seraph reads it' : `${syntax} is not read`;
  throw importError(
    { file: file.name },
    what,
    'Save the ontology as RDF/XML or Turtle, for example in Protégé',
    {
      expected: 'Turtle, N-Triples, RDF/XML or JSON-LD',
      got: syntax,
    },
  );
}

// eslint-disable-next-line @typescript-eslint/require-await -- what reads terms reads streams, too
async function* termsOf(
  file: ImportFile,
  gatherer: FactGatherer,
  languages: readonly string[],
  report: ImportReport,
): AsyncGenerator<PlacedTerm, void, undefined> {
  const defaultNamespace = defaultNamespaceOf(gatherer);
  for (const [iri, facts] of gatherer.concepts()) {
    if (isOtherLanguage(facts, languages)) {
      const why = 'a concept without a name in the chosen languages was skipped';
      report.add({ file: file.name, line: null, why });
      continue;
    }
    yield { term: termOf(iri, facts, languages, defaultNamespace), line: null };
  }
}
