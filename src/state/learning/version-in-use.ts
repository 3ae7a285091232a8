/** The version that links: remembered between visits, and put on the model whenever one is loaded. */
import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { LoadedModel } from '../../rpc/protocol.js';
import { notify, wordsOf, type Context } from '../context.js';
import { isLoss } from '../loss.js';

const SETTING = 'version';

/** Reads which version was in use, and which there are. */
export async function restoreVersions({ store, services }: Context): Promise<void> {
  const [versions, kept] = await Promise.all([
    services.learning.versions.list(),
    services.settings.get(SETTING),
  ]);
  const version = kept === undefined || kept === '' ? null : (kept as Sha256);
  store.setState({ versions, version });
}

/** Remembers it. That it could not be kept is said, and it is in use all the same. */
export async function chooseVersion(context: Context, version: Sha256 | null): Promise<void> {
  const { store, services } = context;
  store.setState({ version });
  try {
    await services.settings.set(SETTING, version ?? '');
  } catch (error) {
    notify(context, 'error', wordsOf(error));
  }
}

/**
 * @param version null for the base model
 * @throws SeraphError `bad-hash` for a file that is damaged or gone, `model-incompatible` for one of another base model;
 *   the version before stays on
 */
export async function putOn(context: Context, version: Sha256 | null): Promise<LoadedModel> {
  const file = version === null ? null : await fileOfVersion(context, version);
  return context.services.model.call('useVersion', { file });
}

/**
 * The model that was just loaded, with the version that was in use. One that cannot be put on is told of, and the base
 * model links.
 * @throws SeraphError when the worker was lost on the way
 */
export async function loadedWithVersion(context: Context, base: LoadedModel): Promise<LoadedModel> {
  const { version } = context.store.getState();
  if (version === null) return base;
  try {
    return await putOn(context, version);
  } catch (error) {
    if (isLoss(error)) throw error;
    notify(context, 'error', `${wordsOf(error)} The base model is in use meanwhile.`);
    await chooseVersion(context, null);
    return base;
  }
}

/**
 * The file of a version in this browser.
 * @throws SeraphError `bad-hash` when it is damaged, or gone
 */
export async function fileOfVersion({ services }: Context, hash: Sha256): Promise<Uint8Array> {
  const file = await services.learning.versions.file(hash);
  if (file) return file;
  throw new SeraphError(
    'bad-hash',
    'This version of the model is not in this browser any more. Decisions and other versions are as they were. Import it again if you have its file.',
    { expected: hash, got: null },
  );
}
