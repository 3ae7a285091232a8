import { describe, expect, it } from 'vitest';
import { press, started, until } from '../testing/drive.js';
import type { App } from '../app.js';
import './learning-work.js';
import { trainingSetIn } from './training-set-in.js';

const set = (app: App) => trainingSetIn(app.store.getState());
const used = (app: App) => set(app).entries.map(({ isUsed }) => isUsed);
const file = (name: string, ...lines: readonly string[]) => new File([lines.join('\n')], name);

async function decided() {
  const page = await started();
  await press(page.app, 'accept-2', 'accept');
  return page;
}

async function imported(app: App, chosen: File): Promise<void> {
  app.importPairs([chosen]);
  await until(() => app.store.getState().pairsImport !== null);
}

describe('pairs', () => {
  it('are left out one by one or by document, and undo takes it back without going anywhere', async () => {
    const { app, services } = await decided();
    const [first] = set(app).entries;
    app.openLearning('pairs');
    app.excludePair(first?.key ?? '');
    await app.idle();
    expect(used(app)).toEqual([false, true]);
    app.excludeDocument(app.store.getState().currentId ?? ('' as never));
    await app.idle();
    expect(used(app)).toEqual([false, false]);
    await press(app, 'undo', 'undo');
    expect(used(app)).toEqual([true, true]);
    expect(app.store.getState()).toMatchObject({
      page: 'learning',
      lastAction: { text: expect.stringContaining('kept from training') as string },
    });
    expect((await services.journal.project.all()).map(({ action }) => action.kind)).toEqual([
      'exclude-pair',
      'exclude-document',
      'undo',
      'undo',
    ]);
  });

  it('come from a file, each once, with what could not be read by line', async () => {
    const { app, services } = await decided();
    const lines = (await app.exports.pairs()).content.trimEnd().split('\n');
    const other = JSON.stringify({
      ...JSON.parse(lines[0] ?? ''),
      context_before: 'Quite another text said: ',
    });
    await imported(app, file('ada.jsonl', ...lines, other, '{'));
    expect(app.store.getState().pairsImport).toMatchObject({
      file: 'ada.jsonl',
      added: [expect.any(String)],
      known: 2,
      failed: [{ source: 'ada.jsonl', line: 4 }],
    });
    expect(set(app).entries).toHaveLength(3);
    expect(await services.learning.teaching.pairs()).toHaveLength(1);
    app.takeBackPairs();
    await until(() => app.store.getState().pairsImport === null);
    expect([set(app).entries.length, await services.learning.teaching.pairs()]).toEqual([2, []]);
  });

  it('that contradict each other are chosen between in one step', async () => {
    const { app } = await decided();
    const [line = ''] = (await app.exports.pairs()).content.split('\n');
    const said = JSON.parse(line) as Record<string, unknown>;
    const turned = {
      ...said,
      chosen: said.rejected,
      chosen_id: said.rejected_id,
      rejected: said.chosen,
      rejected_id: said.chosen_id,
      document_id: null,
      time: '2099-01-01T00:00:00.000Z',
    };
    await imported(app, file('newer.jsonl', JSON.stringify(turned)));
    const [conflict] = set(app).conflicts;
    expect(conflict).toMatchObject({ kind: 'reversed' });
    expect(set(app).counts).toMatchObject({ contradicted: 1 });
    app.preferPairs(conflict?.left ?? [], conflict?.kept ?? []);
    await app.idle();
    const isUsed = new Map(set(app).entries.map((entry) => [entry.key, entry.isUsed]));
    expect([isUsed.get(conflict?.left[0] ?? ''), isUsed.get(conflict?.kept[0] ?? '')]).toEqual([true, false]);
    await press(app, 'undo');
    expect(set(app).counts).toMatchObject({ contradicted: 1, excluded: 0 });
  });
});

describe('a gold set', () => {
  const GOLD = '1|t|Brenna fever\n1|a|It was brenna fever.\n1\t0\t12\tBrenna fever\tDisease\tD000\n';

  it('is put in the place of the one before, and refused where there is nothing to judge on', async () => {
    const { app, services } = await started();
    app.importGold([new File([GOLD], 'gold.txt')]);
    await until(() => app.store.getState().gold.length === 1);
    app.importGold([new File(['Dear Anna,\nno mention here.'], 'letter.txt')]);
    await until(() => app.store.getState().notices.length > 0);
    expect(app.store.getState().notices[0]?.text).toMatch(/nothing to judge on in letter.txt.*as it was/);
    expect(await services.learning.teaching.gold()).toHaveLength(1);
    app.importGold([]);
    await until(() => app.store.getState().gold.length === 0);
  });
});
