import type { DocumentId, EventId } from '../core/ids.js';
import type {
  DecisionLog,
  DocumentRepository,
  EventLog,
  Journal,
  ProjectLog,
  SettingsRepository,
  Suggestions,
  Unnumbered,
} from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';

/** A log of one tab, gone with it. */
export class MemoryEventLog<
  Event extends { readonly id: EventId; readonly sequence: number },
> implements EventLog<Event> {
  readonly #events = new Map<EventId, Event>();

  appendAll(events: readonly Unnumbered<Event>[]): Promise<readonly Event[]> {
    return Promise.resolve(
      events.map((draft) => {
        const event = { ...draft, sequence: this.#events.size + 1 } as Event;
        const kept = this.#events.get(event.id) ?? event;
        this.#events.set(event.id, kept);
        return kept;
      }),
    );
  }

  all(): Promise<readonly Event[]> {
    return Promise.resolve([...this.#events.values()]);
  }

  async after(sequence: number): Promise<readonly Event[]> {
    return (await this.all()).filter((event) => event.sequence > sequence);
  }
}

/** Both logs of one tab. */
export function memoryJournal(): Journal {
  const decisions: DecisionLog = new MemoryEventLog();
  const project: ProjectLog = new MemoryEventLog();
  return {
    decisions,
    project,
    appendTogether: async (events) => ({
      decisions: await decisions.appendAll(events.decisions),
      project: await project.appendAll(events.project),
    }),
  };
}

export class MemoryDocumentRepository implements DocumentRepository {
  readonly #documents = new Map<DocumentId, SourceDocument>();
  readonly #suggestions = new Map<DocumentId, Suggestions>();

  add(documents: readonly SourceDocument[]): Promise<void> {
    for (const document of documents) {
      if (!this.#documents.has(document.id)) this.#documents.set(document.id, document);
    }
    return Promise.resolve();
  }

  list(): Promise<readonly SourceDocument[]> {
    return Promise.resolve([...this.#documents.values()]);
  }

  remove(id: DocumentId): Promise<void> {
    this.#documents.delete(id);
    this.#suggestions.delete(id);
    return Promise.resolve();
  }

  suggestions(id: DocumentId): Promise<Suggestions | undefined> {
    return Promise.resolve(this.#suggestions.get(id));
  }

  saveSuggestions(suggestions: Suggestions): Promise<void> {
    this.#suggestions.set(suggestions.documentId, suggestions);
    return Promise.resolve();
  }
}

export class MemorySettingsRepository implements SettingsRepository {
  readonly #values = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#values.get(key));
  }

  set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }
}
