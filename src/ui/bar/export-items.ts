import type { App } from '../../state/app.js';
import { download } from '../download.js';

interface ExportItem {
  readonly label: string;
  readonly run: (app: App) => void;
}

/** Provisional concepts, as a list to ask an ontology for. */
export const NEW_TERMS: ExportItem = {
  label: 'Requests for new terms, TSV',
  run: ({ exportFile }) => exportFile('newTerms', download),
};

/** Names and concepts of the project's own, and what it blocks. */
export const ADDITIONS: ExportItem = {
  label: 'Added and blocked names, JSON',
  run: ({ exportFile }) => exportFile('overlay', download),
};

/** What can be taken along, for the menus. */
export const EXPORTS: readonly ExportItem[] = [
  { label: 'Annotations, PubTator', run: ({ exportFile }) => exportFile('pubtator', download) },
  { label: 'Annotations, JSON lines', run: ({ exportFile }) => exportFile('annotations', download) },
  { label: 'Preference pairs, JSON lines', run: ({ exportFile }) => exportFile('pairs', download) },
  { label: 'Decision log, JSON lines', run: ({ exportFile }) => exportFile('log', download) },
  NEW_TERMS,
  { label: 'Requests for new terms, CSV', run: ({ exportFile }) => exportFile('newTermsCsv', download) },
  ADDITIONS,
];
