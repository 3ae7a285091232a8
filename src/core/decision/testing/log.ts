import type { ConceptId, DocumentId, EventId, MentionId } from '../../ids.js';
import type { Mention } from '../../text/document.js';
import { spanOf } from '../../text/span.js';
import { draftEvent, draftReversal } from '../draft.js';
import type { DecisionEvent, ShownCandidate } from '../events.js';
import type { DoingEvent } from '../history.js';

export const TEXT = 'Fever and ataxia with tremor after lithium in one patient.';

export function mentionOf(words: string, type = 'Disease', text = TEXT): Mention {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`"${words}" is not in the text`);
  const end = start + words.length;
  return { id: `m-${start}-${end}` as MentionId, span: spanOf(start, end), type, origin: 'dictionary' };
}

/** Candidates "C1 name one", "C2 name two" … best first, scores falling. */
export function shownOf(...names: readonly string[]): readonly ShownCandidate[] {
  return names.map((name, index) => ({
    rank: index + 1,
    conceptId: `C${index + 1}` as ConceptId,
    name,
    share: 1 / (index + 2),
    score: -(index + 1) / 4,
  }));
}

export interface Deed {
  readonly mention: Mention;
  readonly action: DoingEvent['action'];
  readonly shown?: readonly ShownCandidate[];
  readonly curator?: string;
  readonly documentId?: string;
  readonly text?: string;
}

/** A log written one deed after another, as storage would number it. */
export class TestLog {
  readonly events: DecisionEvent[] = [];

  do(deed: Deed): DoingEvent {
    const { action } = deed;
    const draft = draftEvent({
      ...this.#authorship(deed.curator),
      document: { id: (deed.documentId ?? 'd1') as DocumentId, text: deed.text ?? TEXT },
      mention: deed.mention,
      action,
      shown: deed.shown ?? [],
      modelHash: null,
      kbHash: null,
    });
    const event: DoingEvent = { ...draft, action, sequence: this.events.length + 1 };
    this.events.push(event);
    return event;
  }

  undo(target: DoingEvent, curator?: string): void {
    this.#reverse('undo', target, curator);
  }

  redo(target: DoingEvent, curator?: string): void {
    this.#reverse('redo', target, curator);
  }

  #reverse(kind: 'undo' | 'redo', target: DoingEvent, curator?: string): void {
    const draft = draftReversal(kind, target, this.#authorship(curator));
    this.events.push({ ...draft, sequence: this.events.length + 1 });
  }

  #authorship(curator = 'ada') {
    const minute = String(this.events.length % 60).padStart(2, '0');
    return {
      id: `e${this.events.length + 1}` as EventId,
      time: `2026-01-01T00:${minute}:00.000Z`,
      curator,
    };
  }
}
