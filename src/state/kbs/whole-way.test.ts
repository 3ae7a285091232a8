import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import { createConcept, exactSynonyms } from '../../core/kb/knowledge-base.js';
import { ANY_TYPE } from '../../core/project/project.js';
import { wholeKb } from '../../core/project/scopes.js';
import { serialiseKbFile } from '../../formats/kb-file.js';
import { serialiseKbIndex } from '../../formats/kb-index.js';
import { openRepositories } from '../../storage/storage.js';
import { freshIndexedDb } from '../../storage/testing/fixtures.js';
import { createApp, type App } from '../app.js';
import { currentView } from '../document-view.js';
import { press, until } from '../testing/drive.js';
import { fakeDocument, fakeServices } from '../testing/fakes.js';
import { inProcess } from '../testing/in-process.js';

const LIBRARY = 'https://seraph.test/kb/index.json';
const STARTER = 'https://seraph.test/kb/start.kb.gz';
const TEXT = 'She had a dry cold and then acid fever.';

/** A vocabulary of the test's own. */
const obo = (version: string, terms: readonly string[]): File =>
  new File(
    [['format-version: 1.4', `data-version: ${version}`, 'ontology: tiny', '', ...terms].join('\n')],
    'tiny.obo',
  );
const term = (id: string, name: string, ...more: string[]): string =>
  ['[Term]', `id: TINY:${id}`, `name: ${name}`, ...more, '', ''].join('\n');
const FIRST = obo('1', [
  term('1', 'Cold'),
  term('2', 'Dry cold', 'synonym: "arid cold" EXACT []', 'is_a: TINY:1 ! Cold'),
  term('3', 'Acid fever', 'synonym: "sour fever" BROAD []'),
  term('4', 'Base fever'),
]);
const SECOND = obo('2', [
  term('1', 'Cold'),
  term('2', 'Rainless cold', 'is_a: TINY:1 ! Cold'),
  term('3', 'Acid fever', 'is_obsolete: true', 'replaced_by: TINY:4'),
  term('4', 'Base fever'),
]);

const starter = serialiseKbFile(
  { id: 's', title: 'Start', version: '1', source: '', licence: '', attribution: '', linkTemplate: '' },
  ['Eel pox', 'Fox pox'].map((name, index) =>
    createConcept({
      id: `X${index}` as ConceptId,
      name,
      synonyms: exactSynonyms([`${name} syndrome`], name),
      group: 'Disease',
    }),
  ),
);

let files: Map<string, Uint8Array<ArrayBuffer>>;
let fetched: string[];

/** A page over this browser's storage: each call is a reload. */
async function openPage() {
  const workers = await inProcess((url) => {
    fetched.push(url);
    const file = files.get(url);
    return file
      ? Promise.resolve(file)
      : Promise.reject(new SeraphError('network', 'No network. All is safe. Try again.'));
  });
  files.set('tokenizer', new Uint8Array(workers.tokenizer));
  const { journal, documents, settings } = await openRepositories();
  const app = createApp(
    fakeServices({
      ...workers,
      journal,
      documents,
      settings,
      urls: { library: LIBRARY, starterKb: STARTER, tokenizer: 'tokenizer', model: '' },
      sample: () => Promise.resolve(fakeDocument('d', TEXT)),
      now: Date.now,
      newId: () => crypto.randomUUID(),
    }),
  );
  await app.start();
  return { app, journal, ...workers };
}

async function importFile(app: App, file: File): Promise<Sha256> {
  app.startImport([file]);
  await until(() => app.store.getState().importing?.step === 'preview');
  app.confirmImport();
  await until(() => app.store.getState().importing?.step !== 'importing');
  const { importing } = app.store.getState();
  expect(importing).toMatchObject({ step: 'done', failed: null });
  app.cancelImport();
  if (!importing?.outcome) throw new Error('nothing was imported');
  return importing.outcome.kb.hash;
}

/** Waits until the project is read, met the model, and the open document is linked with it. */
async function linked(app: App): Promise<void> {
  await app.idle();
  await until(() => {
    const { opened, linkable, suggestions, tasks } = app.store.getState();
    const kept = suggestions.get(app.store.getState().currentId ?? ('' as never));
    return linkable && tasks.length === 0 && kept?.linked != null && kept.kbHash === opened?.viewHash;
  });
}

const notices = (app: App) => app.store.getState().notices.map(({ text }) => text);
const best = (app: App) =>
  currentView(app.store.getState())?.mentions.map(({ text, candidates }) => [text, candidates[0]?.conceptId]);

beforeEach(async () => {
  freshIndexedDb();
  fetched = [];
  const entry = {
    file: 'start.kb.gz',
    bytes: starter.length,
    sha256: await sha256(starter),
    id: 's',
    title: 'Start',
    version: '1',
    source: '',
    licence: '',
    groups: { Disease: 2 },
    conceptCount: 2,
    nameCount: 4,
  };
  files = new Map([
    [LIBRARY, new TextEncoder().encode(serialiseKbIndex([entry]))],
    [STARTER, starter],
  ]);
});

describe('a knowledge base of the curator’s own', () => {
  it('is imported, searched, linked to, and there after a reload', { timeout: 60_000 }, async () => {
    const { app, journal } = await openPage();
    expect(app.store.getState().opened?.kbs.map(({ info }) => info.title)).toEqual(['Start']);
    const tiny = await importFile(app, FIRST);
    expect(app.store.getState().library.installed.map(({ origin }) => origin)).toEqual(['library', 'import']);

    app.chooseKbs([{ type: ANY_TYPE, kbs: [wholeKb(tiny)] }]);
    await linked(app);
    expect(best(app)).toEqual([
      ['dry cold', 'TINY:2'],
      ['acid fever', 'TINY:3'],
    ]);
    app.run('search');
    app.ask('arid');
    await until(() => (app.store.getState().search?.hits?.length ?? 0) > 0);
    const [hit] = app.store.getState().search?.hits ?? [];
    expect(hit).toMatchObject({
      matched: 'arid cold',
      role: 'exact',
      kbHash: tiny,
      concept: { id: 'TINY:2' },
    });
    app.needNeighbours(['TINY:1' as ConceptId]);
    await until(() => app.store.getState().neighbours.size > 0);
    expect(app.store.getState().neighbours.get('TINY:1' as ConceptId)?.children).toEqual([
      { id: 'TINY:2', name: 'Dry cold', childCount: 0, isObsolete: false },
    ]);
    await press(app, 'escape', 'accept');
    expect((await journal.decisions.all()).map(({ kbHash, action }) => [kbHash, action.kind])).toEqual([
      [tiny, 'accept'],
    ]);

    // No network from here on but for the tokenizer, which the cache has.
    fetched = [];
    files.delete(LIBRARY);
    files.delete(STARTER);
    files.delete('tokenizer');
    const again = await openPage();
    await linked(again.app);
    expect(again.app.store.getState().opened?.kbs).toMatchObject([{ hash: tiny, built: false }]);
    expect(best(again.app)?.[0]).toEqual(['dry cold', 'TINY:2']);
    expect(currentView(again.app.store.getState())?.decided).toBe(1);
    expect(fetched).not.toContain(STARTER);
    expect(notices(again.app)).toEqual([]);
  });

  it('takes added, new and blocked names at once, and gives them back', { timeout: 60_000 }, async () => {
    const { app } = await openPage();
    const tiny = await importFile(app, FIRST);
    app.chooseKbs([{ type: ANY_TYPE, kbs: [wholeKb(tiny)] }]);
    await linked(app);
    app.blockName('TINY:3' as ConceptId, 'Acid fever');
    await linked(app);
    const search = async (query: string) => {
      app.run('search');
      app.ask(query);
      await until(() => app.store.getState().search?.query === query && !!app.store.getState().search?.hits);
      await app.idle();
      return app.store.getState().search?.hits?.map(({ concept, kbHash }) => [concept.id, kbHash]);
    };
    expect(await search('acid fever')).toEqual([]);
    app.addSynonym('TINY:4' as ConceptId, 'acid fever', 'exact');
    await linked(app);
    expect(best(app)?.[1]).toEqual(['acid fever', 'TINY:4']);
    app.addConcept({ name: 'Moor cold', group: 'Disease' }, false);
    await linked(app);
    expect(await search('moor')).toEqual([['SERAPH:0000001', null]]);
    app.run('escape');
    await press(app, 'undo', 'undo', 'undo');
    await linked(app);
    expect(app.store.getState().project.overlay).toEqual({ synonyms: [], concepts: [], blocked: [] });
    expect(await search('moor')).toEqual([]);
    expect(best(app)?.[1]).toEqual(['acid fever', 'TINY:3']);
  });

  it('follows into its next version in one step, and back', { timeout: 60_000 }, async () => {
    const { app, journal } = await openPage();
    const first = await importFile(app, FIRST);
    app.chooseKbs([{ type: ANY_TYPE, kbs: [wholeKb(first)] }]);
    await linked(app);
    await press(app, 'accept', 'accept');
    const second = await importFile(app, SECOND);
    app.startMigration(first, second);
    await until(() => !!app.store.getState().migration?.lines);
    const lines = app.store.getState().migration?.lines ?? [];
    expect(lines.map(({ before, kind, after, mentions }) => [before.id, kind, after?.id, mentions])).toEqual([
      ['TINY:2', 'renamed', 'TINY:2', 1],
      ['TINY:3', 'obsolete', 'TINY:4', 1],
    ]);
    app.applyMigration(new Map(lines.flatMap(({ before, after }) => (after ? [[before.id, after]] : []))));
    await app.idle();
    await linked(app);
    const decided = () =>
      currentView(app.store.getState())?.mentions.map(({ decision }) =>
        decision.kind === 'accepted' ? decision.conceptId : decision.kind,
      );
    expect(decided()).toEqual(['TINY:2', 'TINY:4']);
    expect(app.store.getState().opened?.kbs.map(({ hash }) => hash)).toEqual([second]);
    const times = (await journal.decisions.all()).slice(2).map(({ time, kbHash }) => [time, kbHash]);
    const [change] = (await journal.project.all()).slice(-1);
    expect(times).toEqual(Array(2).fill([change?.time, second]));
    await press(app, 'undo');
    await linked(app);
    expect(decided()).toEqual(['TINY:2', 'TINY:3']);
    expect(app.store.getState().opened?.kbs.map(({ hash }) => hash)).toEqual([first]);
  });

  it('is not removed while the project links to it', { timeout: 60_000 }, async () => {
    const { app, shards } = await openPage();
    const tiny = await importFile(app, FIRST);
    const [start] = app.store.getState().library.installed;
    app.removeKb(start?.hash ?? tiny);
    await app.idle();
    expect(notices(app)).toEqual([expect.stringMatching(/Start was not removed.*Choose other/)]);
    app.removeKb(tiny);
    await app.idle();
    expect(app.store.getState().library.installed.map(({ info }) => info.title)).toEqual(['Start']);
    expect((await shards.keys()).filter((key) => key.includes(tiny))).toEqual([]);
  });
});
