import type { ConceptId, EventId, Sha256 } from '../../ids.js';
import { createConcept, type Concept } from '../../kb/knowledge-base.js';
import { draftProjectEvent, draftProjectReversal } from '../draft.js';
import type { ProjectEvent } from '../events.js';
import type { DoingProjectEvent } from '../fold.js';

export const idOf = (id: string): ConceptId => id as ConceptId;

/** A hash that is 64 times the given hexadecimal digit. */
export const hashOf = (digit: string): Sha256 => digit.repeat(64) as Sha256;

export function provisional(number: number, name: string, group = ''): Concept {
  return createConcept({ id: idOf(`SERAPH:${String(number).padStart(7, '0')}`), name, group });
}

/** A project's log written one deed after another, as storage would number it. */
export class TestProjectLog {
  readonly events: ProjectEvent[] = [];

  do(action: DoingProjectEvent['action']): DoingProjectEvent {
    const draft = draftProjectEvent(this.#authorship(), action);
    const event = { ...draft, sequence: this.events.length + 1 } as DoingProjectEvent;
    this.events.push(event);
    return event;
  }

  undo(target: DoingProjectEvent): void {
    this.#reverse('undo', target);
  }

  redo(target: DoingProjectEvent): void {
    this.#reverse('redo', target);
  }

  #reverse(kind: 'undo' | 'redo', target: DoingProjectEvent): void {
    const draft = draftProjectReversal(kind, target, this.#authorship());
    this.events.push({ ...draft, sequence: this.events.length + 1 });
  }

  #authorship() {
    const place = this.events.length + 1;
    const time = new Date(Date.UTC(2026, 0, 1) + 1000 * place).toISOString();
    return { id: `p${place}` as EventId, time, curator: 'ada' };
  }
}
