import type { ConceptId } from '../ids.js';

/** Lower-cased text → concept → on how many mentions it was decided so. */
export type Memory = ReadonlyMap<string, ReadonlyMap<ConceptId, number>>;

/** One mention and what it was linked to. */
export interface Remembered {
  readonly text: string;
  readonly longForm: string | null;
  readonly conceptId: ConceptId;
}

/**
 * Counts decisions by text. A mention read through its long form counts under both: a later document may use the short
 * form without defining it.
 */
export function memoryFrom(decided: Iterable<Remembered>): Memory {
  const memory = new Map<string, Map<ConceptId, number>>();
  for (const { text, longForm, conceptId } of decided) {
    for (const key of new Set([text, longForm ?? text].map((form) => form.toLowerCase()))) {
      const counts = memory.get(key) ?? new Map<ConceptId, number>();
      counts.set(conceptId, (counts.get(conceptId) ?? 0) + 1);
      memory.set(key, counts);
    }
  }
  return memory;
}

/**
 * What is remembered for a mention. Where the document defines a long form, only that is looked up: the same letters
 * may have stood for something else before ("MS": multiple sclerosis, mitral stenosis).
 */
export function recall(
  memory: Memory,
  text: string,
  longForm: string | null,
): ReadonlyMap<ConceptId, number> {
  return memory.get((longForm ?? text).toLowerCase()) ?? NOTHING;
}

/** How often each concept was decided on, over all texts. Counted once a memory, which never changes. */
export function usesIn(memory: Memory): ReadonlyMap<ConceptId, number> {
  const known = usesOfMemory.get(memory);
  if (known) return known;
  const uses = new Map<ConceptId, number>();
  for (const counts of memory.values()) {
    for (const [conceptId, count] of counts) uses.set(conceptId, (uses.get(conceptId) ?? 0) + count);
  }
  usesOfMemory.set(memory, uses);
  return uses;
}

const usesOfMemory = new WeakMap<Memory, ReadonlyMap<ConceptId, number>>();

const NOTHING: ReadonlyMap<ConceptId, number> = new Map();
