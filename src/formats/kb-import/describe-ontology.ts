import type { KbDescription } from '../../core/kb/knowledge-base.js';
import { MAX_NAME_LENGTH } from './files/limits.js';

/** What an ontology's header says of it; empty strings for what it does not say. */
export interface OntologyHeader {
  readonly fileName: string;
  /** `hp.obo`, `http://purl.obolibrary.org/obo/hp.owl`, `go`. */
  readonly iri: string;
  readonly title: string;
  /** `hp/releases/2025-01-16`, a version IRI, or plain. */
  readonly version: string;
  readonly licence: string;
  /** Empty unless the ids are addresses themselves. */
  readonly linkTemplate?: string;
}

/** A first description for the curator to look at: nothing in it is certain. */
export function describeOntology(header: OntologyHeader): KbDescription {
  const { fileName, iri, title, version, licence, linkTemplate = '' } = header;
  const id = idOf(iri) || idOf(fileName) || 'import';
  return {
    id,
    title: title.trim().slice(0, MAX_NAME_LENGTH) || idOf(iri).toUpperCase() || nameOf(fileName) || 'import',
    version: versionOf(version),
    source: fileName,
    licence: licence.trim().slice(0, MAX_NAME_LENGTH),
    attribution: '',
    linkTemplate,
  };
}

/** Last part of a path or IRI without its ending, in lower case: `hp`. */
function idOf(path: string): string {
  return nameOf(path)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

/** Last part of a path or IRI without its ending, as written. */
function nameOf(path: string): string {
  const last =
    path
      .trim()
      .replace(/[/#]+$/, '')
      .split(/[/#\\]/)
      .at(-1) ?? '';
  return last
    .replace(/\.(?:obo|owl|jsonld|jsonl|ndjson|json|ttl|nt|rdf|xml|n3|csv|tsv|tab|txt|gz|zip)(?=\.|$)/gi, '')
    .slice(0, MAX_NAME_LENGTH);
}

/** The date in it, where there is one: versions of ontologies are paths with a date. */
function versionOf(written: string): string {
  const version = written.trim();
  return /\d{4}-\d{2}-\d{2}/.exec(version)?.[0] ?? version.replace(/^.*\/releases\//, '').slice(0, 200);
}
