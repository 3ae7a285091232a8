/**
 * The dictionary format of BioSyn, in which MEDIC comes: one concept a line, `id||name|name` or `id|alias||name|name`.
 * The first name is the preferred one.
 */
import type { ConceptId } from '../core/ids.js';
import { createConcept, exactSynonyms, type Concept } from '../core/kb/knowledge-base.js';

export interface BiosynFile {
  readonly concepts: readonly Concept[];
  /** Lines that could not be read, counted from 1, and why. */
  readonly failed: readonly { readonly line: number; readonly reason: string }[];
}

/** Never throws; empty lines are skipped. The format has no groups, so all concepts get `group`. */
export function parseBiosyn(text: string, group: string): BiosynFile {
  const concepts: Concept[] = [];
  const failed: { line: number; reason: string }[] = [];
  const seen = new Set<string>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const concept = parseLine(line, group);
    if (typeof concept === 'string') failed.push({ line: index + 1, reason: concept });
    else if (seen.has(concept.id))
      failed.push({ line: index + 1, reason: `The id ${concept.id} came before.` });
    else {
      seen.add(concept.id);
      concepts.push(concept);
    }
  });
  return { concepts, failed };
}

/** The concept, or why there is none. */
function parseLine(line: string, group: string): Concept | string {
  const bar = line.indexOf('||');
  if (bar < 0) return 'There is no "||" between the ids and the names.';
  const [id, ...aliases] = split(line.slice(0, bar)) as ConceptId[];
  const [name, ...synonyms] = split(line.slice(bar + 2));
  if (id === undefined) return 'There is no id before "||".';
  if (name === undefined) return 'There is no name after "||".';
  return createConcept({ id, name, synonyms: exactSynonyms(synonyms, name), group, aliases });
}

function split(written: string): string[] {
  return written
    .split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
