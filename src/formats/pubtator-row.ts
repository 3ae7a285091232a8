import type { ConceptId } from '../core/ids.js';

/** An annotation line, its positions still in the unit of the file. */
export interface AnnotationRow {
  readonly kind: 'annotation';
  readonly start: number;
  readonly end: number;
  readonly mention: string;
  readonly type: string;
  /** The id column and all columns after it, as written. */
  readonly written: string;
}

export type Row = AnnotationRow | { readonly kind: 'kept' } | { readonly kind: 'bad'; readonly why: string };

const WHOLE_NUMBER = /^\d{1,9}$/;

/**
 * Reads the columns of a line below a document: `PMID start end mention type [id [parts]]`, the FBK flavour
 * `PMID Tn type start end mention`, or a relation (`PMID CID id1 id2`, BioRED has a fifth column), which is kept.
 */
export function readRow(columns: readonly string[]): Row {
  const [, first = '', second = '', third = '', fourth = '', fifth = ''] = columns;
  if (/^T\d+$/.test(first) && columns.length >= 6) {
    return annotation(third, fourth, fifth, second, '');
  }
  if (/^[A-Za-z]/.test(first) && (columns.length === 4 || columns.length === 5)) return { kind: 'kept' };
  if (columns.length < 5) return { kind: 'bad', why: `has ${columns.length} columns where 5 or more belong` };
  return annotation(first, second, third, fourth, columns.slice(5).join('\t'));
}

function annotation(start: string, end: string, mention: string, type: string, written: string): Row {
  if (!WHOLE_NUMBER.test(start) || !WHOLE_NUMBER.test(end)) {
    return { kind: 'bad', why: `has "${start}" and "${end}" where two whole numbers belong` };
  }
  return { kind: 'annotation', start: Number(start), end: Number(end), mention, type, written };
}

const NO_CONCEPT: ReadonlySet<string> = new Set(['', '-', '-1', 'unknown', 'none', 'null']);

/**
 * Concepts of an id column. `|` (one id per single mention), `+` (conjunction), `,` and `;` (alternatives) all give a
 * set; `-1`, `-`, `unknown` and nothing give none. MeSH and OMIM ids lose their prefix, as those vocabularies write
 * them; others (`CHEBI:15377`) have the prefix as part of the id.
 */
export function readConceptIds(written: string): readonly ConceptId[] {
  const [ids = ''] = written.split('\t');
  const parts = ids
    .split(/[|+,;]/)
    .map((part) => part.trim().replace(/^(?:MESH|O?MIM):/i, ''))
    .filter((part) => !NO_CONCEPT.has(part.toLowerCase()));
  return [...new Set(parts)] as ConceptId[];
}
