import { describe, expect, it } from 'vitest';
import { createApp, type App } from './app.js';
import { currentView } from './document-view.js';
import { fakeClient, fakeServices, kbAnswers } from './testing/fakes.js';
import type { KbApi } from '../rpc/protocol.js';
import type { SearchHit } from './app-state.js';
import { stepFrom, trimSpan } from './word-steps.js';

const PUBTATOR =
  '77|t|Oxen palsy after corvane\n77|a|It went away.\n77\t0\t10\tOxen palsy\tDisease\tD001\n' +
  '77\t17\t24\tnothing\tChemical\tD003\n\n78|a|No title here.\n';

async function started(services = fakeServices()): Promise<App> {
  const app = createApp(services);
  await app.start();
  return app;
}

describe('importing', () => {
  it('keeps the good documents and reports each bad line', async () => {
    const app = await started();
    app.importTexts([{ name: 'two.pubtator', text: PUBTATOR }]);
    await app.idle();
    const { dialog, documents } = app.store.getState();
    expect(documents.map(({ label }) => label)).toEqual(['sample', '77']);
    if (dialog?.kind !== 'import-report') throw new Error('no report');
    expect(dialog.report.added).toBe(1);
    expect(dialog.report.failed.map(({ source, line }) => [source, line])).toEqual([
      ['two.pubtator', 4],
      ['two.pubtator', 6],
    ]);
  });

  it('takes the mentions of the file, and finds those that the file lacks', async () => {
    const app = await started();
    app.importTexts([{ name: 'two.pubtator', text: PUBTATOR }]);
    await app.idle();
    await new Promise((done) => setTimeout(done, 10));
    const view = currentView(app.store.getState());
    expect(view?.mentions.map(({ text, fileId, mention }) => [text, fileId, mention.origin])).toEqual([
      ['Oxen palsy', 'D001', 'file'],
      ['corvane', '', 'dictionary'],
    ]);
  });

  it('says why when nothing can be read, and changes nothing', async () => {
    const app = await started();
    app.importTexts([{ name: 'empty.txt', text: '  \n ' }]);
    await app.idle();
    const { dialog, documents, currentId } = app.store.getState();
    expect(documents).toHaveLength(1);
    expect(currentId).toBe('sample');
    expect(dialog).toMatchObject({ kind: 'import-report', report: { added: 0, failed: [{ line: null }] } });
  });

  it('puts a removed document back', async () => {
    const app = await started();
    app.importTexts([{ name: 'note', text: 'Only lutal anaemia here.' }]);
    await app.idle();
    const id = app.store.getState().documents[1]?.id;
    if (id === undefined) throw new Error('not imported');
    app.removeDocument(id);
    await app.idle();
    expect(app.store.getState().documents).toHaveLength(1);
    app.store.getState().notices.at(-1)?.action?.run();
    await new Promise((done) => setTimeout(done, 5));
    expect(app.store.getState().documents.map((document) => document.id)).toContain(id);
  });
});

describe('exporting', () => {
  it('writes decisions as PubTator that reads back to the same mentions', async () => {
    const services = fakeServices();
    const app = await started(services);
    app.run('accept');
    app.run('nil');
    await app.idle();
    const { content } = app.exports.pubtator();
    expect(content.split('\n').filter((line) => line.includes('\t'))).toEqual([
      'sample\t0\t12\tBrenna fever\tDisease\tD000',
      'sample\t17\t27\toxen palsy\tDisease\t-1',
    ]);
    const [pair] = app.exports.pairs().content.split('\n');
    expect(JSON.parse(pair ?? '')).toMatchObject({ chosen: ' brenna fever', rejected: ' oxen palsy' });
    const { content: log } = await app.exports.log();
    expect(log.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('search', () => {
  it('shows the answer to the newest question only', async () => {
    const answers = new Map<string, (hits: readonly SearchHit[]) => void>();
    const kb = fakeClient<KbApi>({
      ...kbAnswers(),
      search: ({ query }) => new Promise((resolve) => answers.set(query, resolve)),
    });
    const app = await started(fakeServices({ kb }));
    app.run('search');
    app.ask('ox');
    app.ask('oxen');
    const [hit] = await kbAnswers().search({ query: 'oxen', group: null, limit: 5 }, {});
    if (!hit) throw new Error('nothing found');
    answers.get('oxen')?.([hit]);
    await Promise.resolve();
    answers.get('ox')?.([]);
    await new Promise((done) => setTimeout(done, 1));
    expect(app.store.getState().search).toEqual({ query: 'oxen', hits: [hit], failed: null });
  });
});

describe('steps of the caret', () => {
  it('does not cut a character made of several code points', () => {
    const text = 'a👩‍⚕️b';
    expect(stepFrom(text, 1, 'end', 1, 'character')).toBe(text.length - 1);
    expect(stepFrom(text, text.length - 1, 'end', -1, 'character')).toBe(1);
  });

  it('stops where words begin or end, and stays inside the text', () => {
    const text = 'one two  three';
    expect(stepFrom(text, 0, 'start', 1, 'word')).toBe(4);
    expect(stepFrom(text, 3, 'end', 1, 'word')).toBe(7);
    expect(stepFrom(text, 14, 'end', 1, 'word')).toBe(14);
    expect(trimSpan(text, 3, 9)).toEqual({ start: 4, end: 7 });
    expect(trimSpan(text, 7, 9)).toBeUndefined();
  });
});
