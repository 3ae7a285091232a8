import type { SynonymScope } from '../../../core/kb/knowledge-base.js';
import { curieOfIri } from '../curie-of-iri.js';
import type { OntologyTerm, TypedSynonym } from '../ontology-filters.js';
import { firstWord, modifiersOf, plainValue, quotedValue, type Clause } from './clauses.js';
import type { Stanza } from './stanzas.js';

/** Synonyms as OBO 1.0 wrote them, each scope with its own tag. */
const OLD_SYNONYM_TAGS: Readonly<Record<string, SynonymScope>> = {
  exact_synonym: 'exact',
  narrow_synonym: 'narrow',
  broad_synonym: 'broad',
  related_synonym: 'related',
};

const SCOPES: Readonly<Record<string, SynonymScope>> = {
  EXACT: 'exact',
  NARROW: 'narrow',
  BROAD: 'broad',
  RELATED: 'related',
};

/** The property that means the same concept elsewhere; `closeMatch` and the others of SKOS mean another one. */
const SAME = /(?:^|[:/#])exactMatch$/;
/** How Mondo says of a cross-reference that it is to a wider, narrower or related concept, and of one that it is not. */
const ANOTHER = /"MONDO:(?:relatedTo|mondoIsNarrowerThanSource|mondoIsBroaderThanSource|directSiblingOf)"/;
const EQUIVALENT = '"MONDO:equivalentTo"';
/** OBO's own IRIs for what has a tag, too. */
const REPLACED_BY = /(?:^|[:/])IAO[:_]0100001$/;
const ALTERNATIVE_ID = /(?:^|[:/#])hasAlternativeId$/;

/**
 * Reads one term. Of repeated tags that may stand once, the first counts. `relationship` lines (part_of and others)
 * are no parents and are left out, as are logical definitions.
 *
 * @param defaultNamespace the file's own, which is not worth saying of a term
 * @param remark told of every line that cannot be read
 */
export function readTerm(
  stanza: Stanza,
  defaultNamespace: string,
  remark: (clause: Clause, why: string) => void,
): OntologyTerm {
  let id: string | null = null;
  let name: string | null = null;
  let namespace = '';
  let definition: string | null = null;
  let isObsolete = false;
  const synonyms: TypedSynonym[] = [];
  const parents: string[] = [];
  const aliases: string[] = [];
  const xrefs: string[] = [];
  const notes: string[] = [];
  const replacedBy: string[] = [];
  const consider: string[] = [];
  for (const clause of stanza.clauses) {
    const { tag, value } = clause;
    const oldScope = Object.hasOwn(OLD_SYNONYM_TAGS, tag) ? OLD_SYNONYM_TAGS[tag] : undefined;
    if (tag === 'synonym' || oldScope !== undefined) {
      const synonym = readSynonym(value, oldScope);
      if (synonym === null) remark(clause, 'a synonym whose quotes do not end was skipped');
      else synonyms.push(synonym);
      continue;
    }
    switch (tag) {
      case 'id':
        id ??= curieOfIri(firstWord(value));
        break;
      case 'name':
        name ??= plainValue(value);
        break;
      case 'namespace':
        namespace = plainValue(value);
        break;
      case 'def': {
        const text = quotedValue(value)?.text;
        if (text === undefined) remark(clause, 'a definition whose quotes do not end was skipped');
        else definition ??= text;
        break;
      }
      case 'comment':
        notes.push(plainValue(value));
        break;
      case 'is_a':
        parents.push(curieOfIri(firstWord(value)));
        break;
      case 'alt_id':
        aliases.push(curieOfIri(firstWord(value)));
        break;
      case 'xref':
        if (isSameConcept(modifiersOf(value))) xrefs.push(curieOfIri(firstWord(value)));
        break;
      case 'is_obsolete':
        isObsolete = firstWord(value) === 'true';
        break;
      case 'replaced_by':
        replacedBy.push(curieOfIri(firstWord(value)));
        break;
      case 'consider':
        consider.push(curieOfIri(firstWord(value)));
        break;
      case 'property_value': {
        const [property, object] = propertyOf(value);
        if (SAME.test(property)) xrefs.push(object);
        else if (REPLACED_BY.test(property)) replacedBy.push(object);
        else if (ALTERNATIVE_ID.test(property)) aliases.push(object);
        break;
      }
      default:
    }
  }
  return {
    id: id ?? '',
    name: name ?? '',
    namespace: namespace === defaultNamespace ? '' : namespace,
    synonyms,
    parents,
    aliases,
    xrefs,
    definition,
    notes,
    obsolete: isObsolete ? { replacedBy, consider } : null,
  };
}

function isSameConcept(modifiers: string): boolean {
  return !ANOTHER.test(modifiers) || modifiers.includes(EQUIVALENT);
}

/** `property_value: skos:exactMatch MESH:D1`, the value perhaps quoted and with its type. */
export function propertyOf(value: string): readonly [property: string, object: string] {
  const plain = plainValue(value);
  const space = plain.search(/\s/);
  if (space < 0) return [plain, ''];
  const rest = value.slice(value.search(/\s/)).trimStart();
  const object = quotedValue(rest)?.text ?? firstWord(rest);
  return [plain.slice(0, space), curieOfIri(object)];
}

/** A missing scope means related, as the format has it. The words after the quote are scope and type in this order. */
function readSynonym(value: string, oldScope: SynonymScope | undefined): TypedSynonym | null {
  const quoted = quotedValue(value);
  if (quoted === null) return null;
  const [first = '', second = ''] = quoted.words;
  const scope = Object.hasOwn(SCOPES, first) ? SCOPES[first] : undefined;
  return {
    name: quoted.text,
    scope: oldScope ?? scope ?? 'related',
    type: scope === undefined ? first : second,
  };
}
