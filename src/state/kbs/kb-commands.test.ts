import { describe, expect, it } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import type { ImportChoice } from '../../core/kb/import.js';
import { ANY_TYPE } from '../../core/project/project.js';
import { wholeKb } from '../../core/project/scopes.js';
import type { KbApi } from '../../rpc/protocol.js';
import { memoryJournal, MemorySettingsRepository } from '../../storage/memory.js';
import { createApp, type App } from '../app.js';
import { press, settled, started, statuses, until } from '../testing/drive.js';
import {
  fakeClient,
  fakeServices,
  fakeTab,
  importedHash,
  installedKb,
  kbAnswers,
  kbHash,
  offeredKb,
} from '../testing/fakes.js';

const NETWORK = new SeraphError('network', 'No network. What you saved is safe. Try again.');
const other = 'd'.repeat(64) as Sha256;
const notices = (app: App) => app.store.getState().notices.map(({ text }) => text);
const file = new File(['x'], 'own.obo');
const fake = (parts: Partial<ReturnType<typeof kbAnswers>>, before = kbAnswers()) =>
  fakeClient<KbApi>({ ...before, ...parts });

async function previewed(app: App): Promise<ImportChoice> {
  app.startImport([file]);
  await until(() => app.store.getState().importing?.step === 'preview');
  const choice = app.store.getState().importing?.choice;
  if (!choice) throw new Error('there is no choice');
  return choice;
}

describe('the starter', () => {
  it('is installed at the first start, and is the project’s until the curator chooses', async () => {
    const { app, services } = await started();
    const { library, project, projectEvents } = app.store.getState();
    expect(library.installed.map(({ hash }) => hash)).toEqual([kbHash]);
    expect(project.scopes).toEqual([{ type: ANY_TYPE, kbs: [wholeKb(kbHash)] }]);
    expect(projectEvents).toEqual([]);
    expect(await services.settings.get('starter')).toBe(kbHash);
    await press(app, 'undo');
    expect(app.store.getState().announcement).toBe('Nothing to undo.');
  });

  it('stays the one of the first start, whatever is installed later', async () => {
    const settings = new MemorySettingsRepository();
    await settings.set('starter', kbHash);
    const kb = fakeClient<KbApi>(kbAnswers([installedKb({ hash: other }), installedKb()]));
    const { app } = await started({ kb, settings });
    expect(app.store.getState().opened?.kbs.map(({ hash }) => hash)).toEqual([kbHash]);
  });

  it('that cannot be fetched is said, and tried again', async () => {
    let isOnline = false;
    const answers = kbAnswers();
    const kb = fake({
      offered: (...call) => (isOnline ? answers.offered(...call) : Promise.reject(NETWORK)),
    });
    const { app } = await started({ kb });
    expect([notices(app), app.store.getState().opened]).toEqual([[NETWORK.message], null]);
    isOnline = true;
    app.store.getState().notices[0]?.action?.run();
    await until(() => app.store.getState().linkable);
  });
});

describe('the library', () => {
  it('lists what it offers; without it, what is installed', async () => {
    const { app } = await started();
    app.openLibrary();
    await until(() => app.store.getState().library.offered !== null);
    expect(app.store.getState()).toMatchObject({
      page: 'kbs',
      library: { offered: [offeredKb], failed: null },
    });
    const { app: offline } = await started({
      kb: fake({ offered: () => Promise.reject(NETWORK) }, kbAnswers([installedKb()])),
    });
    offline.openLibrary();
    await until(() => offline.store.getState().library.failed !== null);
    expect(offline.store.getState().library).toMatchObject({
      offered: null,
      failed: NETWORK.message,
      installed: [{ hash: kbHash }],
    });
  });

  it('installs with progress, once, and tells a failure', async () => {
    let finish = (): void => undefined;
    let calls = 0;
    const answers = kbAnswers([installedKb()]);
    const kb = fake(
      {
        install: (params, options) => {
          calls++;
          options.onProgress?.({ task: 'Fetching', done: 5, total: 10, unit: 'bytes' });
          if (calls > 1) return Promise.reject(NETWORK);
          return new Promise((resolve) => (finish = () => resolve(answers.install(params, options))));
        },
      },
      answers,
    );
    const { app } = await started({ kb });
    const offered = { ...offeredKb, hash: other };
    app.installKb(offered);
    app.installKb(offered);
    await until(() => app.store.getState().library.installing.get(other)?.done === 5);
    finish();
    await until(() => app.store.getState().library.installing.size === 0);
    expect(calls).toBe(1);
    expect(app.store.getState().library.installed.map(({ hash }) => hash)).toEqual([kbHash, other]);
    app.installKb({ ...offeredKb, hash: importedHash });
    await until(() => notices(app).length > 0);
    expect(notices(app)).toEqual([NETWORK.message]);
    expect(app.store.getState().library.installing.size).toBe(0);
  });

  it('stops an installation without a fuss', async () => {
    const kb = fake(
      {
        install: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new SeraphError('aborted', 'Stopped.')));
          }),
      },
      kbAnswers([installedKb()]),
    );
    const { app } = await started({ kb });
    app.installKb({ ...offeredKb, hash: other });
    app.cancelInstall(other);
    await until(() => app.store.getState().library.installing.size === 0);
    expect([notices(app), app.store.getState().tasks]).toEqual([[], []]);
  });
});

describe('the search', () => {
  it('is made ready after the suggestions, in sight where it takes long, and can be stopped', async () => {
    const answers = kbAnswers();
    let isStopped = false;
    const kb = fake({
      ...answers,
      prepareSearch: (_, { signal, onProgress }) =>
        new Promise((_resolve, reject) => {
          const at = (done: number) =>
            onProgress?.({ task: 'Preparing the search', done, total: 9, unit: 'names' });
          // As over a channel: never before the call returns.
          queueMicrotask(() => {
            at(1);
            at(2);
          });
          signal?.addEventListener('abort', () => {
            isStopped = true;
            reject(new SeraphError('aborted', 'Stopped.'));
          });
        }),
    });
    const { app } = await started({ kb });
    await until(() => app.store.getState().tasks.length === 1);
    expect(statuses(app)?.[0]).toBe('suggested');
    const [task] = app.store.getState().tasks;
    expect(task?.progress).toMatchObject({ task: 'Preparing the search', done: 2 });
    task?.cancel();
    await until(() => app.store.getState().tasks.length === 0);
    expect([isStopped, notices(app)]).toEqual([true, []]);
  });
});

describe('an import', () => {
  it('goes from files over a preview to an entry, and its report can be taken along', async () => {
    const { app } = await started();
    const choice = await previewed(app);
    expect(choice).toMatchObject({ format: 'obo', group: 'Disease' });
    app.changeImport({ ...choice, description: { ...choice.description, title: 'Mine' } });
    await until(() => app.store.getState().importing?.preview?.description.title === 'Mine');
    app.confirmImport();
    await until(() => app.store.getState().importing?.step === 'done');
    expect(app.store.getState().importing?.outcome?.kb).toMatchObject({
      hash: importedHash,
      info: { title: 'Mine' },
    });
    expect(app.store.getState().library.installed.map(({ hash }) => hash)).toContain(importedHash);
    expect((await app.exports.importReport()).name).toMatch(/^seraph-import-.*\.txt$/);
    app.cancelImport();
    expect(app.store.getState().importing).toBeNull();
  });

  it('shows the newest choice only, and takes another format’s own', async () => {
    const answers = kbAnswers();
    const waiting: (() => void)[] = [];
    let isHeld = false;
    const kb = fake({
      preview: (...call) =>
        isHeld
          ? new Promise((resolve) => waiting.push(() => resolve(answers.preview(...call))))
          : answers.preview(...call),
    });
    const { app } = await started({ kb });
    const choice = await previewed(app);
    isHeld = true;
    const titled = (title: string) => ({ ...choice, description: { ...choice.description, title } });
    app.changeImport(titled('Old'));
    app.changeImport({ ...titled('New'), format: 'table' });
    waiting.reverse().forEach((answer) => answer());
    await until(() => app.store.getState().importing?.preview?.format === 'table');
    expect(app.store.getState().importing?.choice).toMatchObject({
      format: 'table',
      description: { title: 'Fake names' },
    });
  });

  it('that fails says why and can be tried again; one that is stopped shows its preview', async () => {
    const full = new SeraphError('storage-full', 'It is full. Nothing was changed. Make room.');
    let outcome: 'fail' | 'hang' = 'fail';
    const kb = fake({
      import: (_, { signal }) =>
        outcome === 'fail'
          ? Promise.reject(full)
          : new Promise((_resolve, reject) => {
              signal?.addEventListener('abort', () => reject(new SeraphError('aborted', 'Stopped.')));
            }),
    });
    const { app } = await started({ kb });
    await previewed(app);
    app.confirmImport();
    await until(() => app.store.getState().importing?.failed !== null);
    expect(app.store.getState().importing).toMatchObject({ step: 'preview', failed: full.message });
    outcome = 'hang';
    app.confirmImport();
    expect(app.store.getState().importing).toMatchObject({ step: 'importing', failed: null });
    app.cancelImport();
    await until(() => app.store.getState().importing?.step === 'preview');
    expect(app.store.getState().importing?.failed).toMatch(/stopped.*Nothing of it was kept/);
    app.cancelImport();
    expect(app.store.getState().importing).toBeNull();
  });

  it('of files that nobody can read says so', async () => {
    const bad = new SeraphError('bad-format', 'Not recognised. Nothing was changed. Choose another.');
    const { app } = await started({ kb: fake({ preview: () => Promise.reject(bad) }) });
    app.startImport([file]);
    await until(() => app.store.getState().importing?.step === 'preview');
    expect(app.store.getState().importing).toMatchObject({ preview: null, failed: bad.message });
  });
});

describe('a change of the project', () => {
  it('links anew what it concerns, is undone among the decisions, and done again', async () => {
    const { app, services } = await started();
    await press(app, 'accept');
    app.chooseKbs([{ type: 'Disease', kbs: [wholeKb(importedHash)] }]);
    await app.idle();
    await until(() => app.store.getState().opened?.viewHash !== kbHash);
    await settled(app);
    expect(app.store.getState().opened?.viewHash).toBe(importedHash);
    await press(app, 'accept', 'undo', 'undo');
    await settled(app);
    expect(app.store.getState().announcement).toContain('choice of knowledge bases');
    expect(app.store.getState().opened?.viewHash).toBe(kbHash);
    expect(statuses(app)?.slice(0, 2)).toEqual(['accepted', 'suggested']);
    await press(app, 'redo', 'redo');
    await settled(app);
    expect(app.store.getState().opened?.viewHash).toBe(importedHash);
    expect(statuses(app)?.slice(0, 2)).toEqual(['accepted', 'accepted']);
    expect((await services.journal.project.all()).map(({ action }) => action.kind)).toEqual([
      'choose-kbs',
      'undo',
      'redo',
    ]);
  });

  it('that cannot be written changes nothing', async () => {
    const journal = memoryJournal();
    journal.project.appendAll = () => Promise.reject(NETWORK);
    const { app } = await started({ journal });
    app.blockName(null, 'Corvane');
    await app.idle();
    expect([notices(app), app.store.getState().project.overlay.blocked]).toEqual([[NETWORK.message], []]);
  });

  it('is shown in other tabs, too', async () => {
    const tabs: Parameters<typeof fakeTab>[0] = [];
    const services = fakeServices({ otherTabs: fakeTab(tabs) });
    const one = createApp(services);
    await one.start();
    const two = createApp({ ...services, otherTabs: fakeTab(tabs) });
    await two.start();
    one.addSynonym('D000' as ConceptId, 'Brenna heat', 'exact');
    await one.idle();
    await until(() => two.store.getState().project.overlay.synonyms.length === 1);
    await settled(two);
    expect(two.store.getState().opened?.viewHash).not.toBe(kbHash);
  });

  it('gives new concepts ids that are never given twice, and links the mention that is meant', async () => {
    const { app, services } = await started();
    app.addConcept({ name: ' Grey fever ', group: 'Disease' }, true);
    await app.idle();
    expect((await services.journal.decisions.all())[0]).toMatchObject({
      action: { kind: 'correct', conceptId: 'SERAPH:0000001', name: 'grey fever' },
      kbHash: null,
    });
    await press(app, 'undo', 'undo');
    app.addConcept({ name: 'Blue fever', group: 'Disease' }, false);
    await app.idle();
    const { concepts } = app.store.getState().project.overlay;
    expect(concepts.map(({ id, name }) => [id, name])).toEqual([['SERAPH:0000002', 'Blue fever']]);
    expect((await app.exports.newTerms()).content).toContain('SERAPH:0000002\tBlue fever\tDisease');
    expect((await app.exports.overlay()).content).toContain('Blue fever');
  });

  it.each([
    ['  ', /no name to add/],
    ['brenna FEVER', /has this name already/],
    ['Blocked fever', /is blocked/],
  ])('refuses to add the name "%s"', async (name, why) => {
    const { app } = await started();
    const id = 'D000' as ConceptId;
    app.needConcepts([id]);
    await until(() => app.store.getState().concepts.has(id));
    app.blockName(id, 'blocked fever');
    await app.idle();
    await settled(app);
    app.needConcepts([id]);
    await until(() => app.store.getState().concepts.has(id));
    app.addSynonym(id, name, 'exact');
    await app.idle();
    expect(notices(app)).toEqual([expect.stringMatching(why)]);
    expect(app.store.getState().project.overlay.synonyms).toEqual([]);
  });
});

describe('a new version', () => {
  it('that cannot be compared says so; what is not chosen keeps its version', async () => {
    const answers = kbAnswers();
    let isBroken = true;
    const kb = fake(
      {
        compare: ({ ids }) =>
          isBroken
            ? Promise.reject(NETWORK)
            : Promise.resolve(
                ids.map((id) => ({
                  before: { id, name: id },
                  kind: 'renamed' as const,
                  after: { id, name: `New ${id}` },
                  consider: [],
                })),
              ),
      },
      answers,
    );
    const { app, services } = await started({ kb });
    await press(app, 'accept', 'accept', 'accept');
    app.startMigration(kbHash, other);
    await until(() => app.store.getState().migration?.failed !== null);
    expect(app.store.getState().migration).toMatchObject({ lines: null, failed: NETWORK.message });
    isBroken = false;
    app.startMigration(kbHash, other);
    await until(() => app.store.getState().migration?.lines !== null);
    const [line] = app.store.getState().migration?.lines ?? [];
    if (!line?.after) throw new Error('there is no line');
    app.applyMigration(new Map([[line.before.id, line.after]]));
    await app.idle();
    await settled(app);
    const decisions = await services.journal.decisions.all();
    expect(decisions.map(({ action, kbHash: hash }) => [action.kind, hash])).toEqual([
      ['accept', kbHash],
      ['accept', kbHash],
      ['accept', kbHash],
      ['migrate', other],
    ]);
    expect(statuses(app)?.slice(0, 3)).toEqual(['accepted', 'accepted', 'accepted']);
    // Those that were left still belong to the lineage of the next version.
    app.startMigration(other, importedHash);
    await until(() => app.store.getState().migration?.lines !== null);
    expect(app.store.getState().migration?.lines).toHaveLength(3);
  });
});
