/** Files of learning, in and out: pairs, a gold set, versions of the model. */
import type { AdapterVersion } from '../../core/adapter/version.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Sha256 } from '../../core/ids.js';
import { adapterForBase, importAdapter, packAdapterFolder } from '../../formats/adapter/adapter-folder.js';
import { writeAdapterFile } from '../../formats/adapter/adapter-file.js';
import { parse as parsePairs } from '../../formats/pairs-jsonl.js';
import { announce, notify, type Context } from '../context.js';
import type { ExportedFile } from '../exports.js';
import { readDocuments } from '../read-documents.js';
import { readFiles, type ChosenFile } from '../read-files.js';
import { trainingSetIn } from './training-set-in.js';
import { fileOfVersion } from './version-in-use.js';
import type { VersionCommands } from './versions.js';

export interface TransferCommands {
  importPairs(files: readonly ChosenFile[]): Promise<void>;
  /** Takes out again what the import that is shown brought. */
  takeBackPairs(): Promise<void>;
  /** Puts the documents of PubTator files in the place of the gold set; no file: there is none any more. */
  importGold(files: readonly ChosenFile[]): Promise<void>;
  /** The zip of a version, for PEFT and other browsers; null when it is not here. */
  exportVersion(hash: Sha256): Promise<ExportedFile<Uint8Array<ArrayBuffer>> | null>;
  /** Takes in a version that Seraph or PEFT wrote. */
  importVersion(files: readonly File[]): Promise<void>;
}

export function createTransfer(context: Context, versions: Pick<VersionCommands, 'add'>): TransferCommands {
  return {
    importPairs: (files) => importPairs(context, files),
    takeBackPairs: () => takeBackPairs(context),
    importGold: (files) => importGold(context, files),
    exportVersion: (hash) => exportVersion(context, hash),
    importVersion: (files) => importVersion(context, versions, files),
  };
}

/** Adds the pairs of files to those here; what came of it is on the page (`AppState.pairsImport`). */
async function importPairs(context: Context, files: readonly ChosenFile[]): Promise<void> {
  const { store, services } = context;
  const { teaching } = services.learning;
  store.setState({ page: 'learning', learningTab: 'pairs', pairsImport: null });
  const { sources, failed: unread } = await readFiles(files);
  const read = sources.map(({ name, text }) => ({ name, ...parsePairs(text, name) }));
  const pairs = read.flatMap((file) => file.pairs);
  // What the curator decided needs no file to say it.
  const { entries } = trainingSetIn(store.getState());
  const own = new Set(entries.filter(({ origin }) => origin === 'decision').map(({ key }) => key));
  // Nothing is shown as added that storage did not take.
  const before = new Set([...own, ...(await teaching.pairs()).map(({ key }) => key)]);
  await teaching.addPairs(pairs.filter(({ key }) => !own.has(key)));
  const importedPairs = await teaching.pairs();
  const added = importedPairs.map(({ key }) => key).filter((key) => !before.has(key));
  const failed = read.flatMap(({ name, failed: lines }) =>
    lines.map(({ line, reason }) => ({ source: name, line, text: reason })),
  );
  const file = files.map(({ name }) => name).join(', ');
  store.setState({
    importedPairs,
    pairsImport: { file, added, known: pairs.length - added.length, failed: [...unread, ...failed] },
  });
  announce(context, `${added.length} pairs were added.`);
}

async function takeBackPairs({ store, services }: Context): Promise<void> {
  const { teaching } = services.learning;
  await teaching.removePairs(store.getState().pairsImport?.added ?? []);
  store.setState({ importedPairs: await teaching.pairs(), pairsImport: null });
}

/** Puts the documents of PubTator files in the place of the gold set; no file: there is none any more. */
async function importGold(context: Context, files: readonly ChosenFile[]): Promise<void> {
  const { store, services } = context;
  const { sources, failed: unread } = await readFiles(files);
  const read = sources.map((source) => readDocuments(source, services.random));
  const failed = [...unread, ...read.flatMap((result) => result.failed)];
  const gold = read
    .flatMap(({ documents }) => documents)
    .filter(({ annotations }) => annotations.some(({ conceptIds }) => conceptIds.length > 0));
  if (files.length > 0 && gold.length === 0) {
    const why = failed[0]?.text ?? 'No mention in it has a concept.';
    notify(context, 'error', `There is nothing to judge on in ${files[0]?.name}. ${why} ${GOLD_KEPT}`);
    return;
  }
  await services.learning.teaching.setGold(gold);
  store.setState({ gold });
  if (failed.length > 0) {
    store.setState({
      dialog: { kind: 'import-report', report: { added: gold.length, failed, warnings: [] } },
    });
  } else announce(context, gold.length === 0 ? 'There is no gold set now.' : 'The gold set is here.');
}

const GOLD_KEPT =
  'The gold set is as it was. Choose a PubTator file whose annotations have ids of the knowledge bases in use.';

/** The zip of a version, for PEFT and other browsers. */
async function exportVersion(
  context: Context,
  hash: Sha256,
): Promise<ExportedFile<Uint8Array<ArrayBuffer>> | null> {
  const version = context.store.getState().versions.find((each) => each.hash === hash);
  if (!version) return null;
  const content = await packAdapterFolder(version, await fileOfVersion(context, hash));
  return {
    name: `seraph-${fileName(version.name)}-${hash.slice(0, 8)}.zip`,
    content,
    type: 'application/zip',
  };
}

/** What every file system takes. */
function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'version'
  );
}

/**
 * Takes in a version that Seraph or PEFT wrote.
 * @throws SeraphError as `importAdapter` and `adapterForBase`: nothing was changed
 */
async function importVersion(
  context: Context,
  versions: Pick<VersionCommands, 'add'>,
  files: readonly File[],
): Promise<void> {
  const { store, services } = context;
  const { model } = store.getState();
  if (!model) {
    notify(context, 'error', NO_MODEL);
    return;
  }
  const imported = await importAdapter(files);
  const ofBase = adapterForBase(imported, { hash: model.baseHash, id: model.id });
  const file = writeAdapterFile(ofBase);
  const hash = await sha256(file);
  const known = store.getState().versions.find((version) => version.hash === hash);
  if (known) {
    notify(context, 'info', `This version is here already: ${known.name}. Nothing was changed.`);
    return;
  }
  const time = new Date(services.now()).toISOString();
  const version: AdapterVersion = {
    hash,
    bytes: file.byteLength,
    name: imported.name ?? `Imported ${time.slice(0, 10)}`,
    baseHash: model.baseHash,
    baseId: model.id,
    parent: null,
    shape: ofBase.adapter.shape,
    origin: 'imported',
    time,
    training: null,
  };
  if (await versions.add(version, file)) announce(context, `${version.name} was imported.`);
}

const NO_MODEL =
  'The version was not imported: the model is not loaded, so it is not known whether it fits. Nothing was changed. Load the model and try again.';
