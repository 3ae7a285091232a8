/** The last step of every importer: what a file says of a concept, held to the limits and to what `Concept` promises. */
import {
  SYNONYM_SCOPES,
  createConcept,
  type Concept,
  type Obsolescence,
  type Synonym,
} from '../../core/kb/knowledge-base.js';
import type { ConceptId } from '../../core/ids.js';
import type { ImportPlace } from './files/import-error.js';
import {
  MAX_DEFINITION_LENGTH,
  MAX_ID_LENGTH,
  MAX_NAMES_PER_CONCEPT,
  MAX_NAME_LENGTH,
} from './files/limits.js';
import type { ImportReport } from './importer.js';

/** As a file says it: ids not checked, names not cleaned, values repeated. */
export interface ConceptDraft {
  readonly id: string;
  readonly name: string;
  readonly synonyms?: readonly Synonym[];
  readonly group: string;
  readonly semanticTypes?: readonly string[];
  readonly parents?: readonly string[];
  readonly aliases?: readonly string[];
  readonly xrefs?: readonly string[];
  readonly definition?: string | null;
  readonly notes?: readonly string[];
  readonly obsolete?: { readonly replacedBy: readonly string[]; readonly consider: readonly string[] } | null;
}

/**
 * The concept of a draft: names without line breaks and outer spaces, once each with their best scope; too long ones
 * skipped and reported. Halves of characters, which JSON can hold and no file of bytes, become U+FFFD everywhere.
 *
 * @returns null, with a remark, when the concept has no usable id or name
 */
export function cleanConcept(draft: ConceptDraft, place: ImportPlace, report: ImportReport): Concept | null {
  const remark = (why: string): void => {
    report.add({ file: place.file, line: place.line ?? null, why });
  };
  const id = cleanId(draft.id);
  if (id === '') return skipped(remark, 'a concept without an id was skipped');
  if (id.length > MAX_ID_LENGTH) return skipped(remark, 'a concept with a very long id was skipped');
  const name = cleanName(draft.name);
  if (name === '') return skipped(remark, 'a concept without a name was skipped');
  if (name.length > MAX_NAME_LENGTH) return skipped(remark, 'a concept with a very long name was skipped');
  const ids = (values: readonly string[] = []): readonly ConceptId[] =>
    onceEach(values, remark) as ConceptId[];
  const { semanticTypes = [], notes = [], definition = null, obsolete = null } = draft;
  return createConcept({
    id: id as ConceptId,
    name,
    synonyms: cleanSynonyms(draft.synonyms ?? [], name, remark),
    group: wellFormed(draft.group),
    semanticTypes: onceEach(semanticTypes, remark),
    parents: ids(draft.parents),
    aliases: ids(draft.aliases).filter((alias) => alias !== id),
    xrefs: onceEach(draft.xrefs ?? [], remark),
    definition: shortened(definition ?? '', remark) || null,
    notes: notes.map((note) => shortened(note, remark)).filter((note) => note !== ''),
    obsolete:
      obsolete &&
      ({ replacedBy: ids(obsolete.replacedBy), consider: ids(obsolete.consider) } satisfies Obsolescence),
  });
}

/** As concepts have it. */
export function cleanId(written: string): string {
  return wellFormed(written).trim();
}

/** A lone surrogate is written as U+FFFD: two texts that differ in one only would be one when they are read again. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Tabs and line breaks would break every table that a name is written to. */
function cleanName(written: string): string {
  return wellFormed(written)
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .trim();
}

function skipped(remark: (why: string) => void, why: string): null {
  remark(why);
  return null;
}

function cleanSynonyms(
  written: readonly Synonym[],
  preferred: string,
  remark: (why: string) => void,
): readonly Synonym[] {
  const scopes = new Map<string, Synonym['scope']>();
  for (const { name: raw, scope } of written) {
    const name = cleanName(raw);
    if (name === preferred) continue;
    const known = scopes.get(name);
    if (known !== undefined) {
      if (SYNONYM_SCOPES.indexOf(scope) < SYNONYM_SCOPES.indexOf(known)) scopes.set(name, scope);
    } else if (name === '') {
      remark('an empty synonym was skipped');
    } else if (name.length > MAX_NAME_LENGTH) {
      remark('a very long synonym was skipped');
    } else if (scopes.size + 1 >= MAX_NAMES_PER_CONCEPT) {
      remark('a synonym of a concept with very many was skipped');
    } else {
      scopes.set(name, scope);
    }
  }
  return [...scopes].map(([name, scope]) => ({ name, scope }));
}

function onceEach(values: readonly string[], remark: (why: string) => void): readonly string[] {
  const kept = new Set<string>();
  for (const written of values) {
    const value = cleanId(written);
    if (value === '') continue;
    if (value.length > MAX_ID_LENGTH) remark('a very long id was left out');
    else kept.add(value);
  }
  return [...kept];
}

function shortened(text: string, remark: (why: string) => void): string {
  const trimmed = wellFormed(text).trim();
  if (trimmed.length <= MAX_DEFINITION_LENGTH) return trimmed;
  remark('a very long definition or note was cut');
  // Not through the middle of a character.
  return trimmed.slice(0, MAX_DEFINITION_LENGTH).replace(/[\ud800-\udbff]$/, '');
}
