import { describe, expect, it } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { DEFAULT_TRAINING } from '../../core/training/settings.js';
import type { ModelApi } from '../../rpc/protocol.js';
import { memoryLearning } from '../../storage/learning/learning-repositories.js';
import { createApp, type App } from '../app.js';
import type { Services } from '../services.js';
import { press, settled, until } from '../testing/drive.js';
import { beforeAfter, fakeReport, fakeTrainer, STEPS } from '../testing/fake-training.js';
import { fakeClient, fakeServices, modelAnswers, modelHash } from '../testing/fakes.js';
// The page loads it later: here it is there from the beginning, so that no test waits for the module.
import './learning-work.js';

/** A page with a training worker that trains nothing; the same parts again are a reload. */
async function opened(parts: Partial<Services> = {}) {
  const learning = parts.learning ?? memoryLearning();
  const trainer = fakeTrainer(learning.runs);
  const services = fakeServices({ ...parts, learning, training: trainer.client });
  const app = createApp(services);
  await app.start();
  await begun(app);
  return { app, services, trainer };
}

/** Waits for what is read beside the start. */
async function begun(app: App): Promise<void> {
  app.openLearning('train');
  await new Promise((done) => setTimeout(done, 20));
  await settled(app);
  app.run('go-document');
  await app.idle();
}

const stage = (app: App) => app.store.getState().training?.stage;
const reached = (app: App, wanted: ReturnType<typeof stage>) => until(() => stage(app) === wanted);
const notices = (app: App) => app.store.getState().notices.map(({ text }) => text);
const errors = (app: App) =>
  app.store.getState().notices.flatMap(({ tone, text }) => (tone === 'error' ? [text] : []));
const judged = (app: App) => {
  const { training } = app.store.getState();
  if (training?.stage !== 'judged') throw new Error('there is no report');
  return training;
};

async function trained(parts: Partial<Services> = {}) {
  const page = await opened(parts);
  await press(page.app, 'accept', 'accept-2', 'accept', 'accept-3');
  page.app.train(null);
  await reached(page.app, 'judged');
  return page;
}

async function kept(app: App, name: string, isUsed: boolean): Promise<void> {
  app.keepVersion(name, isUsed);
  await until(() => app.store.getState().versions.some((version) => version.name === name));
  await until(() => !isUsed || app.store.getState().version !== null);
  await until(() => stage(app) === undefined);
}

describe('the whole way', () => {
  it('decide, train, report, keep and use, reload, go back, delete', async () => {
    const { app, services, trainer } = await trained();
    const [job] = trainer.jobs;
    expect(job).toMatchObject({
      baseHash: modelHash,
      parent: null,
      settings: DEFAULT_TRAINING,
      lastDecision: 4,
    });
    expect(job?.training.map(({ chosen, rejected }) => [chosen, rejected])).toContainEqual([
      'brenna fever',
      'oxen palsy',
    ]);
    expect(judged(app).outcome.report.curve).toHaveLength(STEPS);
    expect(app.store.getState().tasks).toEqual([]);
    const [done] = app.store.getState().notices;
    expect(done?.text).toMatch(/Training is done. Nothing is kept yet/);
    done?.action?.run();
    expect(app.store.getState()).toMatchObject({ page: 'learning', learningTab: 'train', notices: [] });

    await kept(app, 'First week', true);
    const { versions, model } = app.store.getState();
    expect(versions).toMatchObject([
      {
        name: 'First week',
        parent: null,
        baseId: 'fake',
        origin: 'trained',
        training: { steps: STEPS, documents: 1 },
      },
    ]);
    expect(model?.hash).toBe(versions[0]?.hash);
    expect(await services.learning.runs.load()).toBeUndefined();
    await settled(app);
    // What the page shows was linked by the version, and decisions will say so.
    expect([...app.store.getState().suggestions.values()].map(({ modelHash: hash }) => hash)).toEqual([
      versions[0]?.hash,
    ]);

    const again = createApp(services);
    await again.start();
    expect(again.store.getState()).toMatchObject({
      version: versions[0]?.hash,
      model: { hash: versions[0]?.hash },
    });
    again.removeVersion(versions[0]?.hash ?? modelHash);
    await until(() => notices(again).length > 0);
    expect(notices(again)[0]).toMatch(/First week was not deleted: it is in use.*Nothing was changed/);
    again.useVersion(null);
    await until(() => again.store.getState().version === null);
    await settled(again);
    expect(again.store.getState()).toMatchObject({
      model: { hash: modelHash },
      before: { version: versions[0]?.hash },
      linkable: true,
    });
    again.removeVersion(versions[0]?.hash ?? modelHash);
    await until(() => again.store.getState().versions.length === 0);
    expect(again.store.getState().before).toBeNull();
  });

  it('trains on from what was kept', async () => {
    const { app, trainer } = await trained();
    app.keepTraining('First', 7);
    await until(() => trainer.jobs.length === 2);
    await reached(app, 'judged');
    const [first] = app.store.getState().versions;
    expect(trainer.jobs[1]).toMatchObject({ parent: first?.hash, settings: { epochs: 7 } });
    await kept(app, 'Second', false);
    expect(app.store.getState().versions.map(({ name, parent }) => [name, parent])).toEqual([
      ['First', null],
      ['Second', first?.hash],
    ]);
    expect(app.store.getState().version).toBeNull();
  });

  it('keeps nothing of a run that is discarded', async () => {
    const { app, services } = await trained();
    app.discardTraining();
    await reached(app, undefined);
    expect(await services.learning.versions.list()).toEqual([]);
    expect(await services.learning.runs.load()).toBeUndefined();
  });
});

describe('a run', () => {
  it('is paused, goes on, and makes room while mentions are linked', async () => {
    const { app, trainer } = await opened();
    await press(app, 'accept', 'accept');
    let release = (): void => undefined;
    trainer.script = () => new Promise((done) => (release = done));
    app.train(null);
    await reached(app, 'running');
    app.pauseTraining(true);
    await until(() => trainer.paces.length === 1);
    expect(app.store.getState().tasks[0]?.progress.task).toBe('Training is paused');
    app.pauseTraining(false);
    await until(() => trainer.paces.length === 2);
    app.importTexts([{ name: 'Text', text: 'Lutal anaemia and misk disease.' }]);
    await app.idle();
    await settled(app).catch(() => undefined);
    await until(() => trainer.paces.at(-1) === 'full' && trainer.paces.length > 2);
    expect(trainer.paces.slice(0, 3)).toEqual(['paused', 'full', 'yielding']);
    release();
    await reached(app, 'judged');
    const told = trainer.paces.length;
    app.openDocument(app.store.getState().documents[0]?.id ?? ('' as never));
    await app.idle();
    expect(trainer.paces).toHaveLength(told);
  });

  it('is stopped with its checkpoint kept, and goes on from there, after a reload, too', async () => {
    const { app, services, trainer } = await opened();
    await press(app, 'accept', 'accept');
    trainer.script = async ({ reach, hang }) => {
      await reach(1);
      await reach(2);
      await hang();
    };
    app.train(null);
    await until(() => {
      const { training } = app.store.getState();
      return training?.stage === 'running' && training.safeSteps === 2;
    });
    app.store.getState().tasks[0]?.cancel();
    await reached(app, 'interrupted');
    expect(notices(app)).toEqual([]);

    const again = await opened(services);
    await reached(again.app, 'interrupted');
    expect(again.app.store.getState().training).toMatchObject({ safeSteps: 2, why: null });
    again.app.continueTraining();
    await reached(again.app, 'judged');
    expect(again.trainer.jobs[0]?.id).toBe(trainer.jobs[0]?.id);
  });

  it('whose worker dies can be continued', async () => {
    const { app, trainer } = await opened();
    await press(app, 'accept', 'accept');
    const died = new SeraphError(
      'worker-died',
      'The worker stopped. What you saved is safe. Start it again.',
    );
    trainer.script = async ({ reach }) => {
      await reach(1);
      throw died;
    };
    app.train(null);
    await reached(app, 'interrupted');
    expect(app.store.getState().training).toMatchObject({ why: died.message });
    const [notice] = app.store.getState().notices;
    expect(notice).toMatchObject({ tone: 'error', action: { label: 'Continue' } });
    trainer.script = ({ reach }) => reach(STEPS);
    notice?.action?.run();
    await reached(app, 'judged');
  });

  it('goes on when a checkpoint finds no room, and says so once', async () => {
    const { app, trainer } = await opened();
    await press(app, 'accept', 'accept');
    let release = (): void => undefined;
    trainer.script = async ({ tell }) => {
      tell({ kind: 'checkpoint', step: 1, kept: false, reason: 'The disk is full.' });
      tell({ kind: 'checkpoint', step: 2, kept: false, reason: 'The disk is full.' });
      await new Promise<void>((done) => (release = done));
    };
    app.train(null);
    await until(() => errors(app).length > 0);
    release();
    await reached(app, 'judged');
    expect(errors(app)).toEqual([
      expect.stringMatching(/could not be stored. The disk is full. Training goes on/),
    ]);
  });

  it('is one at a time among the tabs, and needs pairs', async () => {
    const { app, trainer } = await opened({ claimTraining: () => Promise.resolve(null) });
    app.train(null);
    await until(() => notices(app).length > 0);
    expect(notices(app)[0]).toMatch(/No decision has given a pair yet/);
    await press(app, 'accept', 'accept');
    app.train(null);
    await until(() => notices(app).length > 1);
    expect(notices(app)[1]).toMatch(/Another tab of Seraph is training.*Nothing was changed/);
    expect([trainer.jobs, stage(app)]).toEqual([[], undefined]);
  });

  it('of another tab is neither offered nor discarded', async () => {
    const { app, services, trainer } = await opened();
    await press(app, 'accept', 'accept');
    trainer.script = async ({ reach, hang }) => {
      await reach(1);
      await hang();
    };
    app.train(null);
    await until(() => trainer.jobs.length === 1);
    const other = await opened({ ...services, claimTraining: () => Promise.resolve(null) });
    expect(stage(other.app)).toBeUndefined();
    app.cancelTraining();
    await reached(app, 'interrupted');
    expect(await services.learning.runs.load()).toMatchObject({ checkpoint: { step: 1 } });
  });

  it('remembers that the tab was out of sight', async () => {
    let tell: Parameters<Services['watchSurroundings']>[0] = () => undefined;
    const { app, trainer } = await opened({ watchSurroundings: (listener) => (tell = listener) });
    await press(app, 'accept', 'accept');
    let release = (): void => undefined;
    trainer.script = () => new Promise((done) => (release = done));
    app.train(null);
    await reached(app, 'running');
    tell({ isHidden: true, isOnBattery: true });
    tell({ isHidden: false, isOnBattery: true });
    expect(app.store.getState()).toMatchObject({ isOnBattery: true, training: { wasHidden: true } });
    release();
    await reached(app, 'judged');
  });
});

describe('a version', () => {
  it('that cannot be kept leaves its report on the screen', async () => {
    const full = new SeraphError('storage-full', 'It is full. Nothing was changed. Make room.');
    const learning = memoryLearning();
    learning.versions.add = () => Promise.reject(full);
    const { app } = await trained({ learning });
    app.keepVersion('First', true);
    await until(() => errors(app).length > 0);
    expect([errors(app), stage(app), app.store.getState().version]).toEqual([[full.message], 'judged', null]);
  });

  it.each([
    ['damaged', new SeraphError('bad-hash', 'The file is damaged. All else is safe. Delete it.')],
    [
      'of another base',
      new SeraphError('model-incompatible', 'It is of another model. All is safe. Load that.'),
    ],
  ])('that is %s gives way to the base model at the start', async (_, error) => {
    const { app, services } = await trained();
    await kept(app, 'First', true);
    const answers = modelAnswers();
    const model = fakeClient<ModelApi>({ ...answers, useVersion: () => Promise.reject(error) });
    const again = createApp({ ...services, model });
    await again.start();
    expect(again.store.getState()).toMatchObject({
      version: null,
      model: { hash: modelHash },
      linkable: true,
    });
    expect(again.store.getState().versions).toHaveLength(1);
    expect(notices(again)).toEqual([`${error.message} The base model is in use meanwhile.`]);
    again.useVersion(again.store.getState().versions[0]?.hash ?? null);
    await until(() => notices(again).length > 1);
    expect(again.store.getState()).toMatchObject({ version: null, linkable: true });
  });

  it('is renamed, and not to nothing', async () => {
    const { app } = await trained();
    await kept(app, 'First', false);
    const hash = app.store.getState().versions[0]?.hash ?? modelHash;
    app.renameVersion(hash, '  ');
    app.renameVersion(hash, ' Week one ');
    await until(() => app.store.getState().versions[0]?.name !== 'First');
    expect(app.store.getState().versions[0]?.name).toBe('Week one');
  });
});

describe('training', () => {
  const startWith = async (parts: Partial<Services> = {}) => {
    const page = await opened(parts);
    page.app.setProposeAfter(3);
    await until(() => page.app.store.getState().proposeAfter === 3);
    return page;
  };

  it('is proposed after so many new pairs, once, and never starts by itself', async () => {
    const { app, services, trainer } = await startWith();
    await press(app, 'accept', 'accept');
    expect(notices(app)).toEqual([]);
    await press(app, 'accept');
    expect(notices(app)).toEqual([expect.stringContaining('3 pairs')]);
    app.dismissNotice(app.store.getState().notices[0]?.id ?? 0);
    await press(app, 'accept');
    expect(notices(app)).toEqual([]);
    const again = createApp(services);
    await again.start();
    await begun(again);
    expect(notices(again)).toEqual([]);
    expect(trainer.jobs).toEqual([]);
  });

  it('is shown by the proposal, which then goes', async () => {
    const { app } = await startWith();
    await press(app, 'accept', 'accept', 'accept');
    app.store.getState().notices[0]?.action?.run();
    expect(app.store.getState()).toMatchObject({ page: 'learning', learningTab: 'train', notices: [] });
  });

  it('keeps settings that can be trained with, and only those', async () => {
    const { app, services } = await opened();
    app.changeTraining({ ...DEFAULT_TRAINING, epochs: 9 });
    await until(() => app.store.getState().trainingSettings.epochs === 9);
    app.changeTraining({ ...DEFAULT_TRAINING, epochs: Number.NaN });
    await until(() => Number.isNaN(app.store.getState().trainingSettings.epochs));
    const again = await opened(services);
    expect(again.app.store.getState().trainingSettings).toEqual({ ...DEFAULT_TRAINING, epochs: 9 });
  });
});

describe('a report', () => {
  it('of a run that lost what it knew is as the worker made it', async () => {
    const page = await opened();
    page.trainer.report = (job) => ({ ...fakeReport(job, -0.8), ending: 'not-a-number' });
    await press(page.app, 'accept', 'accept');
    page.app.train(null);
    await reached(page.app, 'judged');
    expect(judged(page.app).outcome.report.figures.replay).toEqual(beforeAfter(90, -0.8, 400));
  });
});
