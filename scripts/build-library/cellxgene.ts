/**
 * Ontologies as the Python package cellxgene-ontology-guide holds them: zstandard-compressed JSON, `{ id: term }`.
 * A term's synonyms are OBO's exact ones; its ancestors come with their distance, and those at distance 1 are its parents.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { ZSTDDecoder } from 'zstddec';
import type { ConceptId } from '../../src/core/ids.js';
import type { Term } from './term-list.js';

const TERMS = v.record(
  v.string(),
  v.object({
    ancestors: v.record(v.string(), v.number()),
    label: v.string(),
    synonyms: v.optional(v.array(v.string()), []),
    deprecated: v.boolean(),
    replaced_by: v.optional(v.string()),
    consider: v.optional(v.array(v.string()), []),
  }),
);

/** Ontologies mark what they gave up in the name, too; the flag says it better. */
const OBSOLETE = /^obsolete\s+/i;

export async function readCellxgene(path: string): Promise<readonly Term[]> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const terms = v.parse(TERMS, JSON.parse(new TextDecoder().decode(decoder.decode(await readFile(path)))));
  return Object.entries(terms).map(([id, term]) => ({
    id,
    name: term.deprecated ? term.label.replace(OBSOLETE, '') : term.label,
    synonyms: term.synonyms,
    parents: Object.keys(term.ancestors).filter((ancestor) => term.ancestors[ancestor] === 1),
    aliases: [],
    xrefs: [],
    obsolete: term.deprecated
      ? {
          replacedBy: (term.replaced_by === undefined ? [] : [term.replaced_by]) as ConceptId[],
          consider: term.consider as ConceptId[],
        }
      : null,
  }));
}
