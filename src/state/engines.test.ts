import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import type { KbApi, ModelApi } from '../rpc/protocol.js';
import type { App } from './app.js';
import { fakeClient, kbAnswers, modelAnswers } from './testing/fakes.js';
import { press, started, statuses, until } from './testing/drive.js';

const died = new SeraphError('worker-died', 'It stopped. What you saved is safe. Start it again.');
const notices = (app: App) => app.store.getState().notices.map(({ text, action }) => [text, action?.label]);

describe('a worker that dies', () => {
  it('is noticed while nothing is asked of it, and the model is started again', async () => {
    let loads = 0;
    const answers = modelAnswers();
    const model = fakeClient<ModelApi>({ ...answers, load: (...call) => (loads++, answers.load(...call)) });
    const { app } = await started({ model });
    model.die(died);
    expect(app.store.getState()).toMatchObject({ model: null, linkable: false });
    expect(app.store.getState().kb).not.toBeNull();
    expect(notices(app)).toEqual([[died.message, 'Start the model again']]);
    app.store.getState().notices[0]?.action?.run();
    await until(() => app.store.getState().linkable);
    expect(loads).toBe(2);
  });

  it('is noticed for the knowledge base, too, which is then read again', async () => {
    let reads = 0;
    const answers = kbAnswers();
    const kb = fakeClient<KbApi>({ ...answers, open: (...call) => (reads++, answers.open(...call)) });
    const { app } = await started({ kb });
    kb.die(died);
    expect(app.store.getState()).toMatchObject({ kb: null, linkable: false });
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
    expect(app.store.getState().kb).toBeNull();
    expect(notices(app)).toEqual([[died.message, 'Read the knowledge base again']]);
  });
});
