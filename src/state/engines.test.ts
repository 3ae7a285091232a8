import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import type { KbApi, ModelApi } from '../rpc/protocol.js';
import type { App } from './app.js';
import { fakeClient, kbAnswers, modelAnswers } from './testing/fakes.js';
import { press, started, statuses, until } from './testing/drive.js';

const died = new SeraphError('worker-died', 'It stopped. What you saved is safe. Start it again.');
const notices = (app: App) => app.store.getState().notices.map(({ text, action }) => [text, action?.label]);

describe('loading another model', () => {
  it('links nothing until the new one has the names', async () => {
    let give = (): void => undefined;
    let linked = 0;
    const answers = modelAnswers();
    const model = fakeClient<ModelApi>({
      ...answers,
      load: (...call) =>
        linked === 0
          ? answers.load(...call)
          : new Promise((resolve) => (give = () => resolve(answers.load(...call)))),
      link: (...call) => (linked++, answers.link(...call)),
    });
    const { app } = await started({ model });
    const before = linked;
    app.loadModel('wasm');
    expect(app.store.getState().linkable).toBe(false);
    await press(app, 'new-mention', 'keep-span');
    expect(linked).toBe(before);
    give();
    await until(() => linked > before && app.store.getState().linkable);
  });

  it('shows no model when it fails, whichever step did', async () => {
    let isRefusing = false;
    const answers = modelAnswers();
    const model = fakeClient<ModelApi>({
      ...answers,
      useProject: (...call) =>
        isRefusing
          ? Promise.reject(new SeraphError('model-incompatible', 'Made for other names. All is safe. Try.'))
          : answers.useProject(...call),
    });
    const { app } = await started({ model });
    isRefusing = true;
    app.loadModel('wasm');
    await until(() => app.store.getState().notices.length > 0);
    expect(app.store.getState()).toMatchObject({ model: null, linkable: false });
  });
});

describe('a worker that dies', () => {
  it('is noticed while nothing is asked of it, and the model is started again', async () => {
    let loads = 0;
    const answers = modelAnswers();
    const model = fakeClient<ModelApi>({ ...answers, load: (...call) => (loads++, answers.load(...call)) });
    const { app } = await started({ model });
    model.die(died);
    expect(app.store.getState()).toMatchObject({ model: null, linkable: false });
    expect(app.store.getState().opened).not.toBeNull();
    expect(notices(app)).toEqual([[died.message, 'Start the model again']]);
    app.store.getState().notices[0]?.action?.run();
    await until(() => app.store.getState().linkable);
    expect(loads).toBe(2);
  });

  it('is noticed for the knowledge base, too, which is then read again', async () => {
    let reads = 0;
    const answers = kbAnswers();
    const kb = fakeClient<KbApi>({
      ...answers,
      useProject: (...call) => (reads++, answers.useProject(...call)),
    });
    const { app } = await started({ kb });
    kb.die(died);
    expect(app.store.getState()).toMatchObject({ opened: null, linkable: false });
    expect(app.store.getState().model).not.toBeNull();
    expect(notices(app)).toEqual([[died.message, 'Read the knowledge base again']]);
    app.store.getState().notices[0]?.action?.run();
    await until(() => app.store.getState().linkable);
    expect(reads).toBe(2);
  });

  it.each(['worker-died', 'device-lost', 'kb-missing'] as const)(
    'is told once, as a lost model, when a link fails with %s',
    async (kind) => {
      const lost = new SeraphError(kind, 'It is gone. All is safe. Start it again.');
      const model = fakeClient<ModelApi>({
        ...modelAnswers(),
        link: () => {
          if (kind === 'worker-died') model.die(lost);
          return Promise.reject(lost);
        },
      });
      const { app } = await started({ model });
      expect(app.store.getState()).toMatchObject({ model: null, linkable: false, tasks: [] });
      expect(notices(app)).toEqual([[lost.message, 'Start the model again']]);
      await press(app, 'nil');
      expect(statuses(app)?.[0]).toBe('nil');
    },
  );

  it('is told as a lost knowledge base when finding mentions fails', async () => {
    const kb = fakeClient<KbApi>({ ...kbAnswers(), findMentions: () => Promise.reject(died) });
    const { app } = await started({ kb });
    expect(app.store.getState().opened).toBeNull();
    expect(notices(app)).toEqual([[died.message, 'Read the knowledge base again']]);
  });
});
