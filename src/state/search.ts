/** Search over the knowledge base, and the concepts that cards show. */
import type { ConceptId } from '../core/ids.js';
import { wordsOf, type Context } from './context.js';
import { focusedMention } from './document-view.js';

const LIMIT = 20;

export interface SearchCommands {
  open(): void;
  /** Asks for `query`; only the answer to the newest question is shown. */
  ask(query: string): Promise<void>;
  /** Fetches what the cards of these concepts need and is not there yet. */
  needConcepts(ids: readonly ConceptId[]): Promise<void>;
}

export function createSearch({ store, services }: Context): SearchCommands {
  let asked = 0;
  const wanted = new Set<ConceptId>();

  return {
    open() {
      if (focusedMention(store.getState()))
        store.setState({ search: { query: '', hits: null, failed: null } });
    },
    async ask(query) {
      const mine = ++asked;
      if (query.trim() === '') {
        store.setState({ search: { query, hits: null, failed: null } });
        return;
      }
      store.setState(({ search }) => ({ search: { query, hits: search?.hits ?? null, failed: null } }));
      try {
        const hits = await services.kb.call('search', { query, group: null, limit: LIMIT });
        if (mine !== asked || store.getState().search === null) return;
        store.setState({ search: { query, hits, failed: null } });
      } catch (error) {
        if (mine === asked) store.setState({ search: { query, hits: null, failed: wordsOf(error) } });
      }
    },
    async needConcepts(ids) {
      const { kb, concepts } = store.getState();
      const missing = ids.filter((id) => !concepts.has(id) && !wanted.has(id));
      if (!kb || missing.length === 0) return;
      for (const id of missing) wanted.add(id);
      try {
        const found = await services.kb.call('concepts', { ids: missing });
        store.setState((state) => ({
          concepts: new Map([...state.concepts, ...found.map((concept) => [concept.id, concept] as const)]),
        }));
      } finally {
        for (const id of missing) wanted.delete(id);
      }
    },
  };
}
