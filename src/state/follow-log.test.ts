import { describe, expect, it } from 'vitest';
import { currentView, focusedMention } from './document-view.js';
import { createApp, type App } from './app.js';
import { fakeServices, fakeTab, SAMPLE } from './testing/fakes.js';
import { press, settled, statuses, texts } from './testing/drive.js';

/** Two tabs over one storage. */
async function twoTabs(): Promise<readonly [App, App]> {
  const tabs: Parameters<typeof fakeTab>[0] = [];
  const services = fakeServices({ otherTabs: fakeTab(tabs) });
  const one = createApp(services);
  await one.start();
  const two = createApp({ ...services, otherTabs: fakeTab(tabs) });
  await two.start();
  return [one, two];
}

describe('two tabs', () => {
  it('show each other’s decisions, and take them back', async () => {
    const [one, two] = await twoTabs();
    await press(one, 'accept', 'nil');
    await two.idle();
    expect(statuses(two)?.slice(0, 2)).toEqual(['accepted', 'nil']);
    await press(two, 'undo');
    await one.idle();
    expect(statuses(one)?.slice(0, 2)).toEqual(['accepted', 'suggested']);
    expect(one.store.getState().events).toEqual(two.store.getState().events);
  });

  it('keep the order of the log when both write before they hear of each other', async () => {
    const [one, two] = await twoTabs();
    one.run('accept');
    two.run('nil');
    await Promise.all([one.idle(), two.idle()]);
    await Promise.all([one.idle(), two.idle()]);
    for (const { store } of [one, two]) {
      expect(store.getState().events.map(({ sequence }) => sequence)).toEqual([1, 2]);
      expect(store.getState().eventsByDocument.get(SAMPLE.id)).toHaveLength(2);
    }
    expect(statuses(one)).toEqual(statuses(two));
  });

  it('link a mention anew that the other tab resized', async () => {
    const [one, two] = await twoTabs();
    await press(two, 'next-mention');
    await press(one, 'next-mention', 'edit-span', 'start-word-right', 'keep-span');
    await settled(one);
    await settled(two);
    expect(texts(two)).toEqual(texts(one));
    expect(focusedMention(two.store.getState())?.candidates[0]?.share).toBe(0.4);
  });

  it('export what the other tab decided, heard or not', async () => {
    const services = fakeServices();
    const one = createApp(services);
    await one.start();
    const deaf = createApp({ ...services, otherTabs: fakeTab([]) });
    await deaf.start();
    await press(one, 'accept');
    expect(currentView(deaf.store.getState())?.decided).toBe(0);
    expect((await deaf.exports.pubtator()).content).toContain('sample\t0\t12\tBrenna fever\tDisease\tD000');
  });
});
