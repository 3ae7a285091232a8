import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { CallOptions } from '../../rpc/client.js';
import { notify, wordsOf, type Context } from '../context.js';
import { withStarter } from './project.js';

/**
 * Sees to it that there is a knowledge base to begin with: the one that this browser began with, else one that is
 * installed (the library's first), else the starter of the library, which is installed now. It is remembered, so that
 * what is installed later or removed does not change a project that was never told what to use.
 *
 * @throws {SeraphError} `network`, `bad-hash`, `bad-format`, `aborted`
 */
export async function findStarter(context: Context, options: CallOptions): Promise<void> {
  const { store, services } = context;
  let installed = await services.kb.call('installed', null);
  let starter = store.getState().starter ?? ((await services.settings.get(STARTER)) as Sha256 | undefined);
  starter ??= (installed.find(({ origin }) => origin === 'library') ?? installed[0])?.hash;
  if (starter === undefined) {
    starter = await installStarter(services, options);
    installed = await services.kb.call('installed', null);
  }
  const found = starter;
  if (store.getState().starter === null) await remember(context, found);
  store.setState(({ library, projectEvents }) => ({
    library: { ...library, installed },
    ...withStarter(projectEvents, found),
  }));
}

const STARTER = 'starter';

/** That it could not be kept is said, and does not stop the work. */
async function remember(context: Context, starter: Sha256): Promise<void> {
  try {
    await context.services.settings.set(STARTER, starter);
  } catch (error) {
    notify(context, 'error', wordsOf(error));
  }
}

async function installStarter({ kb, urls }: Context['services'], options: CallOptions): Promise<Sha256> {
  const offered = await kb.call('offered', { libraryUrl: urls.library }, options);
  const entry = offered.find(({ url }) => url === urls.starterKb);
  if (entry) return (await kb.call('install', { kb: entry }, options)).kb.hash;
  throw new SeraphError(
    'kb-missing',
    `The list of knowledge bases does not name ${urls.starterKb}. Your documents and decisions are safe. Reload the page; if this stays, install Seraph again.`,
    { expected: urls.starterKb },
  );
}
