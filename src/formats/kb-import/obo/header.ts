import type { KbDescription } from '../../../core/kb/knowledge-base.js';
import { plainValue, quotedValue } from './clauses.js';
import type { Stanza } from './stanzas.js';
import { propertyOf } from './term.js';
import { describeOntology } from '../describe-ontology.js';

/** What an OBO file's header says. */
export interface OboHeader {
  /** `1.2`, `1.4`; empty when the file does not say. */
  readonly formatVersion: string;
  readonly defaultNamespace: string;
  /** Declared types of synonyms with their names in words. */
  readonly synonymTypes: ReadonlyMap<string, string>;
  readonly description: KbDescription;
}

export function readHeader({ clauses }: Stanza, fileName: string): OboHeader {
  const first = (tag: string): string => {
    const found = clauses.find((clause) => clause.tag === tag);
    return found ? plainValue(found.value) : '';
  };
  const properties = clauses
    .filter(({ tag }) => tag === 'property_value')
    .map(({ value }) => propertyOf(value));
  const property = (name: RegExp): string => properties.find(([key]) => name.test(key))?.[1] ?? '';
  const synonymTypes = new Map<string, string>();
  for (const { value } of clauses.filter(({ tag }) => tag === 'synonymtypedef')) {
    const [id = ''] = value.split(/\s/, 1);
    synonymTypes.set(id, quotedValue(value.slice(id.length).trimStart())?.text ?? id);
  }
  return {
    formatVersion: first('format-version'),
    defaultNamespace: first('default-namespace'),
    synonymTypes,
    description: describeOntology({
      fileName,
      iri: first('ontology'),
      title: property(/(?:^|[:/])title$/),
      version: first('data-version') || property(/versionInfo$/) || first('date'),
      licence: property(/(?:^|[:/])licen[cs]e$/),
    }),
  };
}
