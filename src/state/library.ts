/** The documents: opening, stepping, importing, removing. */
import type { DocumentId } from '../core/ids.js';
import type { SourceDocument } from '../core/text/document.js';
import { announce, currentDocument, notify, wordsOf, type Context } from './context.js';
import { focusFirst } from './navigate.js';
import type { Pipeline } from './pipeline.js';
import { readDocuments, type ImportSource } from './read-documents.js';

export interface Library {
  readonly open: (id: DocumentId) => Promise<void>;
  /** Next (1) or previous (-1) document in the order added. */
  step(by: 1 | -1): Promise<void>;
  /** Reads pasted or dropped text; keeps the good documents and reports the rest. */
  importTexts(sources: readonly ImportSource[]): Promise<void>;
  /** Takes a document off the list; offered back at once. Its decisions stay in the log. */
  remove(id: DocumentId): Promise<void>;
}

export function createLibrary(context: Context, pipeline: Pipeline): Library {
  const { store, services } = context;

  const library: Library = {
    async open(id) {
      store.setState({
        currentId: id,
        focusedId: null,
        candidateIndex: 0,
        search: null,
        spanDraft: null,
        selection: null,
        page: 'document',
      });
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
    async importTexts(sources) {
      const read = sources.map((source) => readDocuments(source, services.random));
      const documents = read.flatMap((result) => result.documents);
      const failed = read.flatMap((result) => result.failed);
      const warnings = read.flatMap((result) => result.warnings);
      if (documents.length > 0 && !(await keep(documents))) return;
      const report = { added: documents.length, failed, warnings };
      const worthTelling = failed.length + warnings.length > 0;
      store.setState({ dialog: worthTelling ? { kind: 'import-report', report } : null });
      const [first] = documents;
      if (!first) return;
      await library.open(first.id);
      if (read.some(({ mergeable }) => mergeable)) offerMerge(sources, documents);
    },
    async remove(id) {
      const { documents, suggestions } = store.getState();
      const gone = documents.find((document) => document.id === id);
      if (!gone) return;
      await services.documents.remove(id);
      const kept = suggestions.get(id);
      store.setState({ documents: documents.filter((document) => document !== gone) });
      notify(context, 'info', `“${gone.label}” is off the list. Its decisions stay in the log.`, {
        label: 'Put it back',
        run: () =>
          void keep([gone]).then(async (back) => {
            if (back && kept) await services.documents.saveSuggestions(kept);
          }),
      });
      const next = store.getState().documents[0];
      if (!currentDocument(store.getState()) && next) await library.open(next.id);
      store.setState({ page: 'documents' });
    },
  };

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

  const offerMerge = (sources: readonly ImportSource[], documents: readonly SourceDocument[]): void => {
    const merge = async (): Promise<void> => {
      for (const { id } of documents) await services.documents.remove(id);
      const gone = new Set(documents);
      store.setState((state) => ({ documents: state.documents.filter((other) => !gone.has(other)) }));
      await library.importTexts(sources.map((source) => ({ ...source, merge: true })));
    };
    const text = `The text was split at its blank lines into ${documents.length} documents. All are kept.`;
    notify(context, 'info', text, { label: 'Make it one document', run: () => void merge() });
  };

  return library;
}
