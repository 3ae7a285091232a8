/** Decisions and imported pairs for tests, with texts of their own. */
import { mentionOf, shownOf, type TestLog } from '../../decision/testing/log.js';
import type { DoingEvent } from '../../decision/history.js';
import type { ConceptId } from '../../ids.js';
import type { ImportedPair } from '../imported-pair.js';
import type { PreferencePair } from '../pairs.js';
import { pairKey, type KeyedPair } from '../pair-key.js';

/** A text in which each of the words occurs once, told from others by its number. */
export function textAbout(words: readonly string[], number: number | string): string {
  return words.map((word, place) => `Visit ${place} of patient ${number} was for ${word}.`).join(' ');
}

export interface Deciding {
  readonly documentId: string;
  readonly text: string;
  readonly words: string;
  /** Normalised names, best first; concepts "C1", "C2" … by place, or `ids`. */
  readonly shown: readonly string[];
  readonly ids?: readonly string[];
  /** Place of the name that is accepted, from 1. */
  readonly rank: number;
}

/** Accepts one of the candidates shown. */
export function decide(log: TestLog, { documentId, text, words, shown, ids, rank }: Deciding): DoingEvent {
  const candidates = shownOf(...shown).map((candidate, place) => ({
    ...candidate,
    conceptId: (ids?.[place] ?? candidate.conceptId) as ConceptId,
  }));
  const chosen = candidates[rank - 1];
  if (!chosen) throw new Error(`no candidate at ${rank}`);
  const { conceptId, name } = chosen;
  return log.do({
    documentId,
    text,
    mention: mentionOf(words, 'Disease', text),
    action: { kind: 'accept', conceptId, name, rank },
    shown: candidates,
  });
}

/** A pair of a file: the same words as a pair of the log, with what is said otherwise. */
export function importedOf(
  pair: Pick<PreferencePair, keyof KeyedPair> & Partial<ImportedPair>,
  otherwise: Partial<Omit<ImportedPair, 'key'>> = {},
): ImportedPair {
  const plain = {
    mentionType: 'Disease',
    documentId: null,
    decisionId: null,
    time: null,
    curator: null,
    modelHash: null,
    kbHash: null,
    file: 'pairs.jsonl',
  };
  const { chosen, rejected, mentionText, longForm, contextBefore, contextAfter } = pair;
  const words = { chosen, rejected, mentionText, longForm, contextBefore, contextAfter };
  const made = {
    ...plain,
    ...words,
    documentId: pair.documentId ?? null,
    time: pair.time ?? null,
    ...otherwise,
  };
  return { ...made, key: pairKey(made) };
}
