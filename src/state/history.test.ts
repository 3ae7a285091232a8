import { describe, expect, it } from 'vitest';
import type { EventId } from '../core/ids.js';
import { draftProjectEvent } from '../core/project/draft.js';
import type { DoingProjectEvent } from '../core/project/fold.js';
import type { KbApi } from '../rpc/protocol.js';
import { createApp } from './app.js';
import { press, settled } from './testing/drive.js';
import { fakeClient, fakeServices, fakeTab, kbAnswers } from './testing/fakes.js';

const EXCLUSION = { kind: 'exclude-pair', key: 'k1' } as const;
const BLOCK = { kind: 'block-name', conceptId: null, name: 'corvane' } as const;

/** An app whose project's log ends with an action, another tab on the same logs, and how often either read the project. */
async function started(action: DoingProjectEvent['action']) {
  let readings = 0;
  const answers = kbAnswers();
  const kb = fakeClient<KbApi>({
    ...answers,
    useProject: (params, options) => {
      readings++;
      return answers.useProject(params, options);
    },
  });
  const tabs: Parameters<typeof fakeTab>[0] = [];
  const services = fakeServices({ kb, otherTabs: fakeTab(tabs) });
  const authorship = { id: 'p1' as EventId, time: '2026-01-01T00:00:00.000Z', curator: 'ada' };
  await services.journal.project.appendAll([draftProjectEvent(authorship, action)]);
  const app = createApp(services);
  await app.start();
  const other = createApp({ ...services, otherTabs: fakeTab(tabs) });
  await other.start();
  const before = readings;
  return {
    app,
    readings: async () => {
      for (const tab of [app, other]) {
        await tab.idle();
        await settled(tab);
      }
      return readings - before;
    },
    kinds: () =>
      [app, other].map((tab) => tab.store.getState().projectEvents.map(({ action: { kind } }) => kind)),
  };
}

describe('undo and redo of an exclusion', () => {
  it('are written and told to other tabs, and link nothing anew', async () => {
    const { app, readings, kinds } = await started(EXCLUSION);
    await press(app, 'undo', 'redo');
    expect(await readings()).toBe(0);
    expect(kinds()).toEqual(Array(2).fill(['exclude-pair', 'undo', 'redo']));
    expect(app.store.getState().announcement).toBe('Did again: a pair kept from training');
  });

  it('differ in this from those of a blocked name', async () => {
    const { app, readings, kinds } = await started(BLOCK);
    await press(app, 'undo', 'redo');
    expect(await readings()).toBeGreaterThanOrEqual(2);
    expect(kinds()).toEqual(Array(2).fill(['block-name', 'undo', 'redo']));
  });
});
