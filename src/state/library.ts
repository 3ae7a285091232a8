/** The documents: opening, stepping, importing, removing. */
import type { DocumentId } from '../core/ids.js';
import type { SourceDocument } from '../core/text/document.js';
import type { AppState, ImportRemark } from './app-state.js';
import { announce, currentDocument, dismissNotice, notify, wordsOf, type Context } from './context.js';
import { focusFirst } from './navigate.js';
import type { Pipeline } from './pipeline.js';
import type { Queue } from './queue.js';
import { readDocuments, type ImportSource } from './read-documents.js';
import { readFiles, type ChosenFile } from './read-files.js';

export interface Library {
  readonly open: (id: DocumentId) => Promise<void>;
  /** Next (1) or previous (-1) document in the order added. */
  step(by: 1 | -1): Promise<void>;
  /** Reads pasted or dropped text; keeps the good documents and reports the rest. */
  importTexts(sources: readonly ImportSource[]): Promise<void>;
  /** The same for files, read first. */
  importFiles(files: readonly ChosenFile[]): Promise<void>;
  /** Takes a document off the list; offered back at once. Its decisions stay in the log. */
  remove(id: DocumentId): Promise<void>;
}

/** @param queue runs what the offers in messages do, in turn with all other commands */
export function createLibrary(context: Context, pipeline: Pipeline, queue: Pick<Queue, 'run'>): Library {
  const { store, services } = context;

  const library: Library = {
    async open(id) {
      store.setState(({ lastAction }) => ({
        currentId: id,
        focusedId: null,
        candidateIndex: 0,
        search: null,
        spanDraft: null,
        selection: null,
        page: 'document',
        // What these ask about lies in the document that is left.
        dialog: null,
        lastAction: lastAction && { ...lastAction, nilMention: null },
      }));
      focusFirst(context);
      void pipeline.refresh();
      const { documents } = store.getState();
      const at = documents.findIndex((document) => document.id === id);
      announce(context, `Document ${at + 1} of ${documents.length}, ${documents[at]?.label ?? ''}`);
      try {
        await services.settings.set('document', id);
      } catch (error) {
        notify(context, 'error', wordsOf(error));
      }
    },
    async step(by) {
      const { documents, currentId } = store.getState();
      const next = documents[documents.findIndex(({ id }) => id === currentId) + by];
      if (next) await library.open(next.id);
      else announce(context, by === 1 ? 'This is the last document.' : 'This is the first document.');
    },
    importTexts: (sources) => importAll(sources, []),
    async importFiles(files) {
      const { sources, failed } = await readFiles(files);
      await importAll(sources, failed);
    },
    async remove(id) {
      const { documents } = store.getState();
      const gone = documents.find((document) => document.id === id);
      if (!gone) return;
      await services.documents.remove(id);
      takeOff(id);
      const putBack = async (): Promise<void> => {
        const kept = store.getState().suggestions.get(id);
        if ((await keep([gone])) && kept) await services.documents.saveSuggestions(kept);
      };
      notify(context, 'info', `“${gone.label}” is off the list. Its decisions stay in the log.`, {
        label: 'Put it back',
        run: () => queue.run(putBack),
      });
      const next = store.getState().documents[0];
      if (!currentDocument(store.getState()) && next) await library.open(next.id);
      store.setState({ page: 'documents' });
    },
  };

  const importAll = async (
    sources: readonly ImportSource[],
    unread: readonly ImportRemark[],
  ): Promise<void> => {
    const read = sources.map((source) => ({ source, ...readDocuments(source, services.random) }));
    const documents = read.flatMap((result) => result.documents);
    const failed = [...unread, ...read.flatMap((result) => result.failed)];
    const warnings = read.flatMap((result) => result.warnings);
    if (documents.length > 0 && !(await keep(documents))) return;
    const [first] = documents;
    if (!first && store.getState().dialog?.kind === 'paste') {
      // It stays open: the text typed into it is nowhere else.
      store.setState({ dialog: { kind: 'paste', failed } });
      return;
    }
    if (first) await library.open(first.id);
    const report = { added: documents.length, failed, warnings };
    const worthTelling = failed.length + warnings.length > 0;
    store.setState({ dialog: worthTelling ? { kind: 'import-report', report } : null });
    const split = read.filter(({ mergeable }) => mergeable);
    if (split.length > 0) {
      offerMerge(
        split.map(({ source }) => source),
        split.flatMap((result) => result.documents),
      );
    }
  };

  const takeOff = (id: DocumentId): void =>
    store.setState(({ documents }) => ({ documents: documents.filter((document) => document.id !== id) }));

  const keep = async (documents: readonly SourceDocument[]): Promise<boolean> => {
    try {
      await services.documents.add(documents);
      store.setState((state) => ({ documents: [...state.documents, ...documents] }));
      return true;
    } catch (error) {
      notify(context, 'error', wordsOf(error));
      return false;
    }
  };

  /** Offers one document in place of those that blank lines made, for as long as nothing in them is decided. */
  const offerMerge = (sources: readonly ImportSource[], parts: readonly SourceDocument[]): void => {
    const untouched = ({ eventsByDocument, documents }: AppState): boolean =>
      parts.every(({ id }) => !eventsByDocument.has(id) && documents.some((document) => document.id === id));
    const merge = async (): Promise<void> => {
      if (!untouched(store.getState())) {
        notify(context, 'info', TOO_LATE_TO_MERGE);
        return;
      }
      const merged = sources.flatMap(
        (source) => readDocuments({ ...source, merge: true }, services.random).documents,
      );
      const [first] = merged;
      // Kept before the parts go: whatever fails on the way, no text is lost.
      if (!first || !(await keep(merged))) return;
      await library.open(first.id);
      for (const { id } of parts) {
        await services.documents.remove(id);
        takeOff(id);
      }
    };
    const text = `The text was split at its blank lines into ${parts.length} documents. All are kept.`;
    const offer = notify(context, 'info', text, {
      label: 'Make it one document',
      run: () => queue.run(merge),
    });
    const stop = store.subscribe((state) => {
      const isOpen = state.notices.some(({ id }) => id === offer);
      if (isOpen && untouched(state)) return;
      stop();
      if (isOpen) dismissNotice(context, offer);
    });
  };

  return library;
}

const TOO_LATE_TO_MERGE =
  'The documents are not made one: one of them was decided on or removed meanwhile. All are kept as they are. To have one document, import the text again.';
