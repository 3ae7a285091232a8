import type { App } from '../../state/app.js';
import { download } from '../download.js';

/** What can be taken along, for the menus. */
export const EXPORTS: readonly { readonly label: string; readonly run: (app: App) => void }[] = [
  { label: 'Annotations, PubTator', run: ({ exports }) => download(exports.pubtator()) },
  { label: 'Annotations, JSON lines', run: ({ exports }) => download(exports.annotations()) },
  { label: 'Preference pairs, JSON lines', run: ({ exports }) => download(exports.pairs()) },
  { label: 'Decision log, JSON lines', run: ({ exports }) => void exports.log().then(download) },
];
