/** Files to take along. Each holds all documents, as the log now has them: other tabs write to it, too. */
import { annotationsOf } from '../core/decision/annotations.js';
import type { DecisionEvent } from '../core/decision/events.js';
import { foldDocument } from '../core/decision/fold.js';
import { importedMentions } from '../core/mention/imported.js';
import * as jsonLines from '../formats/annotations-jsonl.js';
import * as pubtator from '../formats/pubtator.js';
import { byDocument, type AppState } from './app-state.js';
import type { Context } from './context.js';
import { importReport, newTermRows, overlayFile } from './kbs/project-exports.js';

export interface ExportedFile<Content extends string | Uint8Array<ArrayBuffer> = string> {
  readonly name: string;
  readonly content: Content;
  /** Media type. */
  readonly type: string;
}

export interface Exports {
  pubtator(): Promise<ExportedFile>;
  annotations(): Promise<ExportedFile>;
  pairs(): Promise<ExportedFile>;
  /** Every decision as written. */
  log(): Promise<ExportedFile>;
  /** The curator's new concepts, as a request to an ontology. */
  newTerms(): Promise<ExportedFile>;
  newTermsCsv(): Promise<ExportedFile>;
  /** What was added to the knowledge bases and blocked in them. */
  overlay(): Promise<ExportedFile>;
  /** What the import that is shown left out. */
  importReport(): Promise<ExportedFile>;
}

export function createExports(context: Context): Exports {
  const { store, services } = context;
  const file = (name: string, content: string, type: string): ExportedFile => {
    const day = new Date(services.now()).toISOString().slice(0, 10);
    return { name: name.replace('{day}', day), content, type };
  };
  const now = (...parts: Parameters<typeof file>) => Promise.resolve(file(...parts));
  const lines = 'application/jsonl';
  const annotated = async () => annotationsIn(store.getState(), await services.journal.decisions.all());
  return {
    pubtator: async () => file('seraph-{day}.pubtator', pubtator.serialize(await annotated()), 'text/plain'),
    annotations: async () =>
      file('seraph-annotations-{day}.jsonl', jsonLines.serialize(await annotated()), lines),
    async pairs() {
      const { pairLines } = await import('./learning/pairs-export.js');
      return file('seraph-pairs-{day}.jsonl', await pairLines(context), lines);
    },
    async log() {
      const events = await services.journal.decisions.all();
      return file(
        'seraph-log-{day}.jsonl',
        events.map((event) => `${JSON.stringify(event)}\n`).join(''),
        lines,
      );
    },
    newTerms: () => now('seraph-new-terms-{day}.tsv', newTermRows(store.getState(), 'tsv'), TSV),
    newTermsCsv: () => now('seraph-new-terms-{day}.csv', newTermRows(store.getState(), 'csv'), 'text/csv'),
    overlay: () => now('seraph-overlay-{day}.json', overlayFile(store.getState()), 'application/json'),
    importReport: () => now('seraph-import-{day}.txt', importReport(store.getState()), 'text/plain'),
  };
}

const TSV = 'text/tab-separated-values';

/** A document that was never opened has the mentions of its file only. */
function annotationsIn({ documents, suggestions }: AppState, log: readonly DecisionEvent[]) {
  const events = byDocument(log);
  return documents.map((document) => {
    const mentions = suggestions.get(document.id)?.mentions ?? importedMentions(document);
    const state = foldDocument(document.id, events.get(document.id) ?? [], mentions);
    return { document, annotations: annotationsOf(document, state) };
  });
}
