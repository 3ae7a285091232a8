/** Knowledge bases at hand: what the library offers, what is in this browser, installing and removing. */
import type { Sha256 } from '../../core/ids.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import type { Progress } from '../../core/progress.js';
import { kbsInUse } from '../../core/project/scopes.js';
import { announce, isAborted, notify, withTask, wordsOf, type Context } from '../context.js';

export interface KbLibraryCommands {
  /** Shows the page of knowledge bases, and asks what there is. */
  open(): Promise<void>;
  install(kb: OfferedKb): Promise<void>;
  cancelInstall(hash: Sha256): void;
  /** Refused, with what to do, while the project uses it. */
  remove(hash: Sha256): Promise<void>;
}

export function createKbLibrary(context: Context): KbLibraryCommands {
  const { store, services } = context;
  const running = new Map<Sha256, AbortController>();

  const show = (hash: Sha256, progress: Progress | null): void =>
    store.setState(({ library }) => {
      const installing = new Map(library.installing);
      if (progress) installing.set(hash, progress);
      else installing.delete(hash);
      return { library: { ...library, installing } };
    });

  return {
    async open() {
      store.setState({ page: 'kbs', dialog: null, search: null, spanDraft: null });
      await refreshInstalled(context);
      try {
        const offered = await services.kb.call('offered', { libraryUrl: services.urls.library });
        store.setState(({ library }) => ({ library: { ...library, offered, failed: null } }));
      } catch (error) {
        store.setState(({ library }) => ({ library: { ...library, failed: wordsOf(error) } }));
      }
    },
    async install(kb) {
      if (running.has(kb.hash)) return;
      const abort = new AbortController();
      running.set(kb.hash, abort);
      const first: Progress = {
        task: `Fetching ${kb.title}`,
        phase: 'Fetching',
        done: 0,
        total: kb.bytes,
        unit: 'bytes',
      };
      try {
        show(kb.hash, first);
        const { notice } = await withTask(context, first, abort, ({ signal, onProgress }) =>
          services.kb.call(
            'install',
            { kb },
            {
              signal,
              onProgress(progress) {
                onProgress(progress);
                show(kb.hash, progress);
              },
            },
          ),
        );
        if (notice !== null) notify(context, 'info', notice);
        else announce(context, `${kb.title} is in this browser and works without a network.`);
      } catch (error) {
        if (isAborted(error)) announce(context, `${kb.title} was not fetched.`);
        else notify(context, 'error', wordsOf(error));
      } finally {
        running.delete(kb.hash);
        show(kb.hash, null);
        await refreshInstalled(context);
      }
    },
    cancelInstall: (hash) => running.get(hash)?.abort(),
    async remove(hash) {
      const { project, library } = store.getState();
      const title = library.installed.find((kb) => kb.hash === hash)?.info.title ?? 'This knowledge base';
      if (kbsInUse(project).includes(hash)) {
        notify(context, 'error', inUse(title));
        return;
      }
      try {
        await services.kb.call('remove', { hash });
        announce(context, `${title} was removed.`);
      } catch (error) {
        notify(context, 'error', wordsOf(error));
      }
      await refreshInstalled(context);
    },
  };
}

/** Asks what is in this browser. That it cannot be asked is said where the list is needed. */
export async function refreshInstalled({ store, services }: Context): Promise<void> {
  const installed = await services.kb.call('installed', null);
  const sizes = await services.kb.call('sizes', null);
  store.setState(({ library }) => ({ library: { ...library, installed, sizes } }));
}

function inUse(title: string): string {
  return `${title} was not removed: this project links to it. Nothing was changed. Choose other knowledge bases for the project first, then remove it.`;
}
