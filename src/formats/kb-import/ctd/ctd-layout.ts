/**
 * The columns of CTD's vocabularies by name, in every layout so far: chemicals had nine columns until 2024 and have
 * thirteen since. The header is a comment: `# DiseaseName<TAB>DiseaseID…` after `# Fields:`.
 */
import { splitQuoted } from '../table/delimited.js';

export interface CtdColumns {
  readonly kind: 'Disease' | 'Chemical';
  readonly separator: string;
  /** Index by column name. */
  readonly of: ReadonlyMap<string, number>;
}

const KINDS = [
  ['Disease', 'DiseaseName', 'DiseaseID'],
  ['Chemical', 'ChemicalName', 'ChemicalID'],
] as const;

/** @returns null when the line is not the header */
export function readCtdHeader(line: string): CtdColumns | null {
  const written = line.replace(/^#\s*/, '');
  for (const [kind, name, id] of KINDS) {
    if (!written.startsWith(name) && !written.startsWith(`"${name}`)) continue;
    const separator = written.includes('\t') ? '\t' : ',';
    const columns = splitQuoted(written, separator)?.map((column) => column.trim()) ?? [];
    const of = new Map(columns.map((column, index) => [column, index]));
    if (of.has(name) && of.has(id)) return { kind, separator, of };
  }
  return null;
}
