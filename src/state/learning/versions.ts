/** The versions of the model in this browser: which one links, their names, parting with them. */
import type { AdapterVersion } from '../../core/adapter/version.js';
import type { Sha256 } from '../../core/ids.js';
import { announce, notify, wordsOf, type Context } from '../context.js';
import type { Engines } from '../engines.js';
import { nameOfVersion } from './version-names.js';

export interface VersionCommands {
  /** Asks storage anew: other tabs keep and delete, too. */
  refresh(): Promise<void>;
  /** Puts a version on the model, or takes it off (null). */
  use(hash: Sha256 | null): Promise<void>;
  rename(hash: Sha256, name: string): Promise<void>;
  /** Refused while it is in use. */
  remove(hash: Sha256): Promise<void>;
  /** Keeps a version; false, with a message, when storage did not take it. */
  add(version: AdapterVersion, file: Uint8Array): Promise<boolean>;
}

export function createVersions(context: Context, engines: Pick<Engines, 'useVersion'>): VersionCommands {
  const { store, services } = context;
  const repository = services.learning.versions;

  /** Does it, and shows what storage then has. False, with a message, when it failed. */
  const change = async (work: () => Promise<void>): Promise<boolean> => {
    let isDone = true;
    try {
      await work();
    } catch (error) {
      notify(context, 'error', wordsOf(error));
      isDone = false;
    }
    await commands.refresh();
    return isDone;
  };

  const commands: VersionCommands = {
    async refresh() {
      store.setState({ versions: await repository.list() });
    },
    async use(hash) {
      const before = store.getState().version;
      if (hash === before) return;
      if (!(await engines.useVersion(hash))) return;
      store.setState({ before: { version: before } });
      announce(context, `${nameOfVersion(store.getState(), hash)} is in use.`);
    },
    async rename(hash, name) {
      const wanted = name.trim();
      if (wanted !== '') await change(() => repository.rename(hash, wanted));
    },
    async remove(hash) {
      const name = nameOfVersion(store.getState(), hash);
      if (store.getState().version === hash) {
        notify(context, 'error', inUse(name));
        return;
      }
      if (!(await change(() => repository.remove(hash)))) return;
      if (store.getState().before?.version === hash) store.setState({ before: null });
      announce(context, `${name} was deleted.`);
    },
    add: (version, file) => change(() => repository.add(version, file)),
  };
  return commands;
}

function inUse(name: string): string {
  return `${name} was not deleted: it is in use. Nothing was changed. Use another version or the base model first, then delete it.`;
}
