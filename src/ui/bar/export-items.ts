import type { App } from '../../state/app.js';
import { download } from '../download.js';

/** What can be taken along, for the menus. */
export const EXPORTS: readonly { readonly label: string; readonly run: (app: App) => void }[] = [
  { label: 'Annotations, PubTator', run: ({ exportFile }) => exportFile('pubtator', download) },
  { label: 'Annotations, JSON lines', run: ({ exportFile }) => exportFile('annotations', download) },
  { label: 'Preference pairs, JSON lines', run: ({ exportFile }) => exportFile('pairs', download) },
  { label: 'Decision log, JSON lines', run: ({ exportFile }) => exportFile('log', download) },
];
