/** Concepts as an image holds them: the bytes of their lines (`writeConceptLine`). */
import { SeraphError } from '../../errors.js';
import type { ConceptId } from '../../ids.js';
import { readConceptLine, splitList, unescape, type LineFailure } from '../concept-line.js';
import type { Concept } from '../knowledge-base.js';

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const TAB = 9;
const BAR = 0x7c;
const SYNONYMS = 3;
const TREES = 4;
const SEMANTIC_TYPES = 7;
const XREFS = 8;
const NO_VALUES: readonly string[] = [];
const NOWHERE: Pick<Concept, 'parents' | 'trees'> = { parents: [], trees: [] };

/** Text as it was put into an image. */
export function decodeText(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}

export function conceptOfRecord(record: Uint8Array): Concept {
  return readConceptLine(decodeText(record), damaged);
}

export function idOfRecord(record: Uint8Array): ConceptId {
  const end = record.indexOf(TAB);
  return unescape(decodeText(record.subarray(0, Math.max(0, end))), damaged) as ConceptId;
}

export function semanticTypesOfRecord(record: Uint8Array): readonly string[] {
  return listOfRecord(record, SEMANTIC_TYPES);
}

export function xrefsOfRecord(record: Uint8Array): readonly string[] {
  return listOfRecord(record, XREFS);
}

/** Reads one column only: a look at its bytes is enough where it is empty, or the record ends before it. */
function listOfRecord(record: Uint8Array, column: number): readonly string[] {
  let start = 0;
  for (let passed = 0; passed < column; passed++) {
    start = record.indexOf(TAB, start) + 1;
    if (start === 0) return NO_VALUES;
  }
  const tab = record.indexOf(TAB, start);
  const end = tab < 0 ? record.length : tab;
  return start === end ? NO_VALUES : splitList(decodeText(record.subarray(start, end)), damaged);
}

/** Where a concept stands. Most of a large vocabulary stand nowhere, and end before they would say so. */
export function positionOfRecord(record: Uint8Array): Pick<Concept, 'parents' | 'trees'> {
  let column = 0;
  for (const byte of record) {
    if (byte === TAB && ++column === TREES) return conceptOfRecord(record);
  }
  return NOWHERE;
}

/** The preferred name and the synonyms, counted without reading them. */
export function nameCountOfRecord(record: Uint8Array): number {
  let column = 0;
  let bytes = 0;
  let bars = 0;
  for (const byte of record) {
    if (byte === TAB) {
      column++;
      if (column > SYNONYMS) break;
    } else if (column === SYNONYMS) {
      bytes++;
      if (byte === BAR) bars++;
    }
  }
  return bytes === 0 ? 1 : 2 + bars;
}

const damaged: LineFailure = (what, data) =>
  new SeraphError(
    'bad-format',
    `A concept of the stored knowledge base cannot be read: ${what}. Your documents and decisions are safe. Install the knowledge base again.`,
    data,
  );
