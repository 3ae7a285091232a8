/** The whole of Seraph without its screen: one store, and everything that may be done to it. */
import type { ConceptId, DocumentId, MentionId } from '../core/ids.js';
import { SeraphError } from '../core/errors.js';
import type { SourceDocument } from '../core/text/document.js';
import type { Backend } from '../rpc/protocol.js';
import {
  createAppStore,
  withEvents,
  type AppStore,
  type Dialog,
  type Finder,
  type FoundConcept,
  type MentionRef,
  type SearchFilter,
  type Theme,
} from './app-state.js';
import { createCommands, type Commands } from './commands.js';
import { dismissNotice, notify, wordsOf, type Context } from './context.js';
import * as decide from './decide.js';
import * as edit from './edit-mentions.js';
import { createEngines } from './engines.js';
import { createExports, type ExportedFile, type Exports } from './exports.js';
import { followOtherTab } from './follow-log.js';
import { createKbCommands, kbMethods, type KbMethods } from './kbs/kb-commands.js';
import { withProjectEvents } from './kbs/project.js';
import type { CommandId } from './keymap.js';
import { createLearning, type LearningMethods } from './learning/learning-commands.js';
import { createPace, watched } from './learning/pace.js';
import { createLibrary } from './library.js';
import * as move from './navigate.js';
import { createPipeline } from './pipeline.js';
import type { ImportSource } from './read-documents.js';
import type { ChosenFile } from './read-files.js';
import { createQueue } from './queue.js';
import { createSearch, type SearchCommands } from './search.js';
import type { Services } from './services.js';
import { STORAGE_NEWS, type StorageNews } from './storage-news.js';

export interface App extends KbMethods, LearningMethods {
  readonly store: AppStore;
  /** Runs a command of the keymap, after those under way. */
  readonly run: (id: CommandId) => void;
  /** Resolves when the commands given so far are done. */
  readonly idle: () => Promise<void>;
  /** Reads what was kept, opens the last document or the sample, then starts the workers. */
  readonly start: () => Promise<void>;
  readonly focusMention: (id: MentionId) => void;
  readonly focusCandidate: (index: number) => void;
  readonly accept: (index: number) => void;
  readonly reject: (index: number) => void;
  readonly correct: (hit: FoundConcept) => void;
  readonly nilReason: (mention: MentionRef, reason: string) => void;
  readonly applyToAll: (mentionIds: readonly MentionId[]) => void;
  readonly retype: (type: string) => void;
  readonly openDocument: (id: DocumentId) => void;
  readonly removeDocument: (id: DocumentId) => void;
  readonly importTexts: (sources: readonly ImportSource[]) => void;
  readonly importFiles: (files: readonly ChosenFile[]) => void;
  readonly selectText: (span: Parameters<typeof move.selectText>[1]) => void;
  readonly ask: (query: string) => void;
  /** Holds the search to groups, types or branches, and asks again. */
  readonly filterSearch: (filter: SearchFilter) => void;
  /** What matches, for a field that holds a concept; rejects as the worker does. */
  readonly find: SearchCommands['find'];
  readonly needConcepts: (ids: readonly ConceptId[]) => void;
  /** Fetches what lies above and below these concepts and is not there yet. */
  readonly needNeighbours: (ids: readonly ConceptId[]) => void;
  readonly openStatus: () => void;
  readonly openDialog: (dialog: Dialog) => void;
  readonly closeDialog: () => void;
  readonly dismissNotice: (id: number) => void;
  readonly setTheme: (theme: Theme) => void;
  /** Finds the mentions of the open document anew; others follow when they are opened. */
  readonly setFinder: (finder: Finder) => void;
  readonly setCurator: (name: string) => void;
  readonly loadModel: (prefer: Backend) => void;
  /** Says what happened to the storage. */
  readonly tellStorageNews: (news: StorageNews) => void;
  readonly exports: Exports;
  /** Makes a file to take along and hands it over; that it could not be made is said on the screen. */
  readonly exportFile: (kind: keyof Exports, take: (file: ExportedFile) => void) => void;
}

export function createApp(outside: Services): App {
  const store = createAppStore(outside);
  const pace = createPace(outside.training);
  // Training makes room whenever the page waits for the linker.
  const services = { ...outside, model: watched(outside.model, (isWaiting) => pace.linking(isWaiting)) };
  const context: Context = { store, services };
  const report = (error: unknown): void => void notify(context, 'error', wordsOf(error));
  const queue = createQueue(report);
  const pipeline = createPipeline(context, {
    kb: (error) => engines.kbLost(error),
    model: (error) => engines.modelLost(error),
  });
  const library = createLibrary(context, pipeline, queue);
  const search: SearchCommands = createSearch(context);
  const engines = createEngines(context, pipeline);
  const kbs = createKbCommands(context, engines);
  const commands: Commands = createCommands(context, {
    pipeline,
    library,
    search,
    engines,
    openKbs: () => kbs.library.open(),
    openLearning: () => learning.methods.openLearning(),
  });
  /** For what need not wait its turn. */
  const aside = (work: Promise<unknown>): void => void work.catch(report);
  const learning = createLearning(context, { engines, pace, open: library.open }, queue, aside);
  const keepSetting = (key: string, value: string): void => aside(services.settings.set(key, value));

  const exports = createExports(context);
  services.otherTabs.onAppended(() => queue.run(() => followOtherTab(context, pipeline, engines)));

  return {
    store,
    run: (id) => queue.run(commands[id]),
    idle: () => queue.idle(),
    async start() {
      await Promise.all([restore(context), learning.restore().catch(report)]);
      aside(learning.begin());
      const { currentId } = store.getState();
      if (currentId !== null) await library.open(currentId);
      if (services.persistence === 'durable') {
        aside(services.askForPromise().then((isPromised) => store.setState({ isPromised })));
      }
      await Promise.all([engines.openProject(), engines.loadModel()]);
    },
    focusMention: (id) => queue.run(() => move.focusMention(context, id)),
    focusCandidate: (index) => queue.run(() => move.focusCandidate(context, index)),
    accept: (index) => queue.run(() => decide.accept(context, index)),
    reject: (index) => queue.run(() => decide.reject(context, index)),
    correct: (hit) => queue.run(() => decide.correct(context, hit)),
    nilReason: (mention, reason) => queue.run(() => decide.nilReason(context, mention, reason)),
    applyToAll: (mentionIds) => queue.run(() => decide.applyToAll(context, mentionIds)),
    retype: (type) => queue.run(() => edit.retype(context, pipeline, type)),
    openDocument: (id) => queue.run(() => library.open(id)),
    removeDocument: (id) => queue.run(() => library.remove(id)),
    importTexts: (sources) => queue.run(() => library.importTexts(sources)),
    importFiles: (files) => queue.run(() => library.importFiles(files)),
    selectText: (span) => move.selectText(context, span),
    ask: (query) => aside(search.ask(query)),
    filterSearch: (filter) => aside(search.filter(filter)),
    find: (query) => search.find(query),
    needConcepts: (ids) => aside(search.needConcepts(ids)),
    needNeighbours: (ids) => aside(search.needNeighbours(ids)),
    ...kbMethods(kbs, queue, aside),
    ...learning.methods,
    openDialog: (dialog) => store.setState({ dialog }),
    openStatus: () => store.setState({ dialog: { kind: 'status' } }),
    closeDialog: () => store.setState({ dialog: null }),
    dismissNotice: (id) => dismissNotice(context, id),
    setTheme(theme) {
      store.setState({ theme });
      keepSetting('theme', theme);
    },
    setFinder(finder) {
      if (finder === store.getState().finder) return;
      store.setState({ finder });
      keepSetting('finder', finder);
      aside(pipeline.refresh());
    },
    setCurator(name) {
      const curator = name.trim() || 'curator';
      store.setState({ curator });
      keepSetting('curator', curator);
    },
    loadModel: (prefer) => aside(engines.loadModel(prefer)),
    tellStorageNews: (news) =>
      void notify(context, news === 'blocking' ? 'error' : 'info', STORAGE_NEWS[news]),
    exports,
    exportFile: (kind, take) => aside(exports[kind]().then(take)),
  };
}

/** Settings, documents, decisions and the last document, as they were left; the sample when there is nothing. */
async function restore(context: Context): Promise<void> {
  const { store, services } = context;
  const [theme, finder, curator, last, kept, events, projectEvents] = await Promise.all([
    services.settings.get('theme'),
    services.settings.get('finder'),
    services.settings.get('curator'),
    services.settings.get('document'),
    services.documents.list(),
    services.journal.decisions.all(),
    services.journal.project.all(),
  ]);
  if (theme === 'light' || theme === 'dark') store.setState({ theme });
  if (finder === 'names') store.setState({ finder });
  if (curator !== undefined) store.setState({ curator });
  const documents = kept.length > 0 ? kept : await firstDocuments(context);
  const current = documents.find(({ id }) => id === last) ?? documents[0];
  store.setState((state) => ({
    documents,
    currentId: current?.id ?? null,
    ...withEvents(state, events),
    ...withProjectEvents(state, projectEvents),
  }));
  if (services.notice !== null) notify(context, 'info', services.notice);
  const suggestions = new Map(store.getState().suggestions);
  for (const { id } of documents) {
    const found = await services.documents.suggestions(id);
    if (found) suggestions.set(id, found);
  }
  store.setState({ suggestions });
}

/** The sample: unsaved where it cannot be kept, nothing where it cannot be fetched. Both are said. */
async function firstDocuments(context: Context): Promise<readonly SourceDocument[]> {
  const { services } = context;
  try {
    const sample = await services.sample();
    try {
      await services.documents.add([sample]);
    } catch (error) {
      notify(context, 'error', wordsOf(error));
    }
    return [sample];
  } catch (error) {
    if (!(error instanceof SeraphError)) throw error;
    notify(context, 'info', NO_SAMPLE);
    return [];
  }
}

const NO_SAMPLE =
  'The sample text could not be loaded. What you saved is safe. Paste an abstract or drop a file to begin, or reload the page when you are online.';
