import { IDBFactory } from 'fake-indexeddb';
import type { DecisionEvent } from '../../core/decision/events.js';
import type { ProjectEvent } from '../../core/project/events.js';
import type { Unnumbered } from '../../core/repositories.js';
import type { SourceDocument } from '../../core/text/document.js';

/** Gives each test a browser profile of its own. */
export function freshIndexedDb(): void {
  globalThis.indexedDB = new IDBFactory();
}

export function decision(id: string): Omit<DecisionEvent, 'sequence'> {
  return {
    id,
    documentId: 'document-1',
    mentionId: 'mention-1',
    mentionText: 'a cold',
    longForm: null,
    contextBefore: 'She caught ',
    contextAfter: ' in May.',
    mentionType: 'Disease',
    action: { kind: 'nil', reason: null },
    shown: [],
    modelHash: null,
    kbHash: null,
    time: '2026-11-24T00:00:00.000Z',
    curator: 'Test',
  } as unknown as Omit<DecisionEvent, 'sequence'>;
}

export function projectChange(id: string): Unnumbered<ProjectEvent> {
  return {
    id,
    action: { kind: 'block-name', conceptId: null, name: `name of ${id}` },
    time: '2026-11-24T00:00:00.000Z',
    curator: 'Test',
  } as unknown as Unnumbered<ProjectEvent>;
}

export function sourceDocument(id: string, text = `Text of ${id}`): SourceDocument {
  return { id, label: id, text, titleEnd: 0, annotations: [] } as unknown as SourceDocument;
}
