/**
 * A SNOMED CT release in memory: its files are sorted by row id, not by concept, so that they must be joined. For an
 * international release (some 530,000 concepts, 1.7 million descriptions) that takes a few hundred megabytes.
 */
import { FactStore } from '../fact-store.js';
import type { Reading } from '../files/reading.js';
import type { ImportReport } from '../importer.js';
import { IdSet } from './id-set.js';
import { SCTID, type Rf2Files } from './rf2-layout.js';
import { rf2Rows } from './rf2-rows.js';

/** Kinds of fact. Not an enum: they are stored as numbers. */
export const KIND = {
  inactive: 1,
  fullName: 2,
  preferred: 3,
  synonym: 4,
  definition: 5,
  parent: 6,
  replacedBy: 7,
  consider: 8,
} as const;

export interface Rf2Wishes {
  readonly language: (code: string) => boolean;
  /** Of a language reference set. */
  readonly dialect: (refsetId: string) => boolean;
  /** Rows of each file at most. */
  readonly limit: number;
  readonly onDescription?: (languageCode: string) => void;
  readonly onDialect?: (refsetId: string) => void;
}

const ASSOCIATIONS: Readonly<Record<string, number>> = {
  [SCTID.replacedBy]: KIND.replacedBy,
  [SCTID.sameAs]: KIND.replacedBy,
  [SCTID.possiblyEquivalentTo]: KIND.consider,
  [SCTID.wasA]: KIND.consider,
};

export async function loadRelease(
  files: Rf2Files,
  wishes: Rf2Wishes,
  reading: Reading,
  report: ImportReport,
): Promise<FactStore> {
  const store = new FactStore();
  const { limit } = wishes;
  for (const file of files.concept) {
    for await (const { id, active } of rf2Rows(file, reading, report, { width: 1, idColumns: [0], limit })) {
      const subject = store.subjectOf(id);
      if (!active) store.add(subject, KIND.inactive, '', file.name);
    }
  }
  const acceptability = await loadAcceptability(files, wishes, reading, report);
  for (const file of files.description) {
    for await (const { id, active, cells } of rf2Rows(file, reading, report, {
      width: 5,
      idColumns: [0, 2],
      limit,
    })) {
      const [conceptId = '', languageCode = '', typeId = '', term = ''] = cells;
      if (active) wishes.onDescription?.(languageCode);
      if (!active || !wishes.language(languageCode)) continue;
      const kind = kindOf(id, typeId, acceptability);
      if (kind !== null) store.add(store.subjectOf(conceptId), kind, term, file.name);
    }
  }
  for (const file of files.relationship) {
    for await (const { active, cells } of rf2Rows(file, reading, report, {
      width: 6,
      idColumns: [0, 1, 3],
      limit,
    })) {
      const [source = '', destination = '', , typeId = '', characteristic = ''] = cells;
      if (!active || typeId !== SCTID.isA || characteristic !== SCTID.inferred) continue;
      const subject = store.find(source);
      if (subject >= 0) store.add(subject, KIND.parent, destination, file.name);
    }
  }
  for (const file of files.association) {
    for await (const { active, cells } of rf2Rows(file, reading, report, {
      width: 3,
      idColumns: [0, 1, 2],
      limit,
    })) {
      const [refsetId = '', source = '', target = ''] = cells;
      const kind = ASSOCIATIONS[refsetId];
      const subject = store.find(source);
      if (active && kind !== undefined && subject >= 0) store.add(subject, kind, target, file.name);
    }
  }
  return store;
}

interface Acceptability {
  readonly preferred: IdSet;
  readonly acceptable: IdSet;
}

/** Descriptions that the wished dialects use; null when the release has no language reference set. */
async function loadAcceptability(
  files: Rf2Files,
  wishes: Rf2Wishes,
  reading: Reading,
  report: ImportReport,
): Promise<Acceptability | null> {
  if (files.language.length === 0) return null;
  const sets = { preferred: new IdSet(), acceptable: new IdSet() };
  const shape = { width: 3, idColumns: [0, 1, 2], limit: wishes.limit };
  for (const file of files.language) {
    for await (const { active, cells } of rf2Rows(file, reading, report, shape)) {
      const [refsetId = '', description = '', acceptabilityId = ''] = cells;
      if (!active) continue;
      wishes.onDialect?.(refsetId);
      if (!wishes.dialect(refsetId)) continue;
      (acceptabilityId === SCTID.preferred ? sets.preferred : sets.acceptable).add(description);
    }
  }
  return sets;
}

/** @returns null for a description that is not read */
function kindOf(id: string, typeId: string, acceptability: Acceptability | null): number | null {
  if (typeId === SCTID.fullySpecifiedName) return KIND.fullName;
  if (typeId === SCTID.definition) return KIND.definition;
  if (typeId !== SCTID.synonym) return null;
  if (!acceptability) return KIND.synonym;
  if (acceptability.preferred.has(id)) return KIND.preferred;
  return acceptability.acceptable.has(id) ? KIND.synonym : null;
}
