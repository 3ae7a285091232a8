/** What the browser does with the storage behind Seraph's back, in words for the screen. */

/** See `DatabaseEvents` of the storage. */
export type StorageNews = 'blocked' | 'blocking' | 'terminated';

export const STORAGE_NEWS: Readonly<Record<StorageNews, string>> = {
  blocked:
    'Seraph waits for its storage: another tab still uses it in an older version. Nothing is lost. Close the other tabs of Seraph, and this one goes on by itself.',
  blocking:
    'A newer version of Seraph was opened in another tab and took over the storage, so this tab can save no more. What it saved is safe. Reload this tab to go on.',
  terminated:
    'The browser closed the storage under this tab. What was saved is safe. Go on: it is opened again with your next decision. If that cannot be saved, reload the page.',
};
