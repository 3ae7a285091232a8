import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId, EventId } from '../core/ids.js';
import type {
  DecisionLog,
  DocumentRepository,
  SettingsRepository,
  Suggestions,
} from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';

/** The log of one tab, gone with it. */
export class MemoryDecisionLog implements DecisionLog {
  readonly #events = new Map<EventId, DecisionEvent>();

  async append(event: Omit<DecisionEvent, 'sequence'>): Promise<DecisionEvent> {
    const [written] = (await this.appendAll([event])) as [DecisionEvent];
    return written;
  }

  appendAll(events: readonly Omit<DecisionEvent, 'sequence'>[]): Promise<readonly DecisionEvent[]> {
    return Promise.resolve(
      events.map((event) => {
        const kept = this.#events.get(event.id) ?? { ...event, sequence: this.#events.size + 1 };
        this.#events.set(event.id, kept);
        return kept;
      }),
    );
  }

  all(): Promise<readonly DecisionEvent[]> {
    return Promise.resolve([...this.#events.values()]);
  }

  async after(sequence: number): Promise<readonly DecisionEvent[]> {
    return (await this.all()).filter((event) => event.sequence > sequence);
  }
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
