/** Search over the project's knowledge bases, and the concepts that cards and the tree show. */
import type { ConceptId } from '../core/ids.js';
import { scopeFor } from '../core/project/scopes.js';
import type { Preferred } from '../core/search/preference.js';
import type { AppState, SearchFilter, SearchHit } from './app-state.js';
import { wordsOf, type Context } from './context.js';
import { focusedMention } from './document-view.js';
import { usageIn } from './usage-in.js';

const LIMIT = 20;

export interface SearchCommands {
  open(): void;
  /** Asks for `query`; only the answer to the newest question is shown. */
  ask(query: string): Promise<void>;
  /** Asks the same again, held to other groups, types or branches. */
  filter(filter: SearchFilter): Promise<void>;
  /** What matches, outside the search of the panel; obsolete concepts are left out. */
  find(query: string): Promise<readonly SearchHit[]>;
  /** Fetches what the cards of these concepts need and is not there yet. */
  needConcepts(ids: readonly ConceptId[]): Promise<void>;
  /** The same for what lies above and below them. */
  needNeighbours(ids: readonly ConceptId[]): Promise<void>;
}

export const NO_FILTER: SearchFilter = { types: [], branches: [], withObsolete: true };

export function createSearch({ store, services }: Context): SearchCommands {
  let asking = new AbortController();
  const wanted = new Set<ConceptId>();
  const wantedAround = new Set<ConceptId>();

  const commands: SearchCommands = {
    open() {
      if (!focusedMention(store.getState())) return;
      store.setState({ search: { query: '', filter: NO_FILTER, hits: null, failed: null } });
    },
    async ask(query) {
      // The worker gives up what nobody waits for.
      asking.abort();
      const mine = new AbortController();
      asking = mine;
      const { search, opened } = store.getState();
      const filter = search?.filter ?? NO_FILTER;
      // Before a knowledge base is open there is nobody to ask; the screen asks again then.
      if (query.trim() === '' || !opened) {
        store.setState({ search: { query, filter, hits: null, failed: null } });
        return;
      }
      store.setState({ search: { query, filter, hits: search?.hits ?? null, failed: null } });
      try {
        const state = store.getState();
        const request = {
          query,
          ...filter,
          uses: usageIn(state.events),
          preferred: preferredIn(state),
          limit: LIMIT,
        };
        const hits = await services.kb.call('search', request, { signal: mine.signal });
        if (mine !== asking || store.getState().search === null) return;
        store.setState({ search: { query, filter, hits, failed: null } });
      } catch (error) {
        if (mine === asking)
          store.setState({ search: { query, filter, hits: null, failed: wordsOf(error) } });
      }
    },
    async filter(filter) {
      const { search } = store.getState();
      if (!search) return;
      store.setState({ search: { ...search, filter } });
      await commands.ask(search.query);
    },
    async find(query) {
      if (query.trim() === '' || !store.getState().opened) return [];
      const uses = usageIn(store.getState().events);
      return services.kb.call('search', {
        query,
        ...NO_FILTER,
        withObsolete: false,
        uses,
        preferred: null,
        limit: LIMIT,
      });
    },
    async needConcepts(ids) {
      const { opened, concepts } = store.getState();
      const missing = ids.filter((id) => !concepts.has(id) && !wanted.has(id));
      if (!opened || missing.length === 0) return;
      for (const id of missing) wanted.add(id);
      try {
        const found = await services.kb.call('concepts', { ids: missing });
        if (store.getState().opened !== opened) return;
        store.setState((state) => ({
          concepts: new Map([...state.concepts, ...found.map((concept) => [concept.id, concept] as const)]),
        }));
      } finally {
        for (const id of missing) wanted.delete(id);
      }
    },
    async needNeighbours(ids) {
      const { opened, neighbours } = store.getState();
      const missing = ids.filter((id) => !neighbours.has(id) && !wantedAround.has(id));
      if (!opened || missing.length === 0) return;
      for (const id of missing) wantedAround.add(id);
      try {
        for (const id of missing) {
          const around = await services.kb.call('neighbours', { id });
          if (store.getState().opened !== opened) return;
          if (around) store.setState((state) => ({ neighbours: new Map(state.neighbours).set(id, around) }));
        }
      } finally {
        for (const id of missing) wantedAround.delete(id);
      }
    },
  };
  return commands;
}

/** What the focused mention is linked to; null where none is. */
function preferredIn(state: AppState): Preferred | null {
  const mention = focusedMention(state)?.mention;
  if (!mention) return null;
  const kbs = scopeFor(state.project, mention.type)?.kbs ?? [];
  return { type: mention.type, kbs: kbs.map(({ kb }) => kb) };
}
