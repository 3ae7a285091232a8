import { describe, expect, it, vi } from 'vitest';
import { createApp, type App } from './app.js';
import { currentView, focusedMention } from './document-view.js';
import { fakeClient, fakeServices, kbAnswers, SAMPLE } from './testing/fakes.js';
import type { KbApi } from '../rpc/protocol.js';
import { SeraphError } from '../core/errors.js';
import { plainRequest, type SearchRequest } from '../core/search/kb-search.js';
import { MemoryDocumentRepository } from '../storage/memory.js';
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

  it('keeps the dialog with what was typed open when nothing of it could be read', async () => {
    const app = await started();
    app.run('import');
    app.importTexts([{ name: 'Pasted text', text: '78|a|No title here.\n' }]);
    await app.idle();
    expect(app.store.getState().dialog).toMatchObject({ kind: 'paste', failed: [{ source: 'Pasted text' }] });
    app.importTexts([{ name: 'Pasted text', text: 'Only lutal anaemia here.' }]);
    await app.idle();
    expect(app.store.getState().dialog).toBeNull();
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

const TWO = {
  name: 'note',
  text: 'Oxen palsy was seen twice.\n\nLutal anaemia was not seen at all by anyone.',
};

describe('undo in a document that was removed', () => {
  it('takes the decision back, says where, and stays in the open document', async () => {
    const services = fakeServices();
    const app = await started(services);
    app.run('accept');
    app.importTexts([{ name: 'note', text: 'Only lutal anaemia here.' }]);
    await app.idle();
    app.removeDocument(SAMPLE.id);
    await app.idle();
    const open = app.store.getState().currentId;
    app.run('undo');
    await app.idle();
    const { currentId, announcement, lastAction } = app.store.getState();
    expect(currentId).toBe(open);
    expect(announcement).toContain('in a document that is off the list');
    expect(lastAction?.text).toContain('Took back');
    expect((await services.journal.decisions.all()).map(({ action }) => action.kind)).toEqual([
      'accept',
      'undo',
    ]);
  });
});

describe('making one document of what was split', () => {
  const labels = (app: App) => app.store.getState().documents.map(({ label }) => label);
  const offer = (app: App) =>
    app.store.getState().notices.find(({ action }) => action?.label === 'Make it one document');

  async function split(services = fakeServices()): Promise<App> {
    const app = await started(services);
    app.importTexts([TWO]);
    await app.idle();
    expect(labels(app)).toEqual(['sample', 'note 1', 'note 2']);
    return app;
  }

  it('puts one document in place of the parts, durably', async () => {
    const services = fakeServices();
    const app = await split(services);
    offer(app)?.action?.run();
    await app.idle();
    expect(labels(app)).toEqual(['sample', 'note']);
    expect(currentView(app.store.getState())?.document.text).toBe(TWO.text);
    expect((await services.documents.list()).map(({ label }) => label)).toEqual(['sample', 'note']);
    expect(offer(app)).toBeUndefined();
  });

  it('leaves the other documents of the same import alone', async () => {
    const app = await started();
    app.importTexts([TWO, { name: 'two.pubtator', text: PUBTATOR }]);
    await app.idle();
    offer(app)?.action?.run();
    await app.idle();
    expect(labels(app)).toEqual(['sample', '77', 'note']);
  });

  it('is no longer offered once something in a part is decided', async () => {
    const app = await split();
    const late = offer(app)?.action;
    await new Promise((done) => setTimeout(done, 10));
    app.run('accept');
    late?.run();
    await app.idle();
    expect(offer(app)).toBeUndefined();
    expect(labels(app)).toEqual(['sample', 'note 1', 'note 2']);
    expect(app.store.getState().events).toHaveLength(1);
    expect(app.store.getState().notices.at(-1)?.text).toContain('decided on or removed meanwhile');
  });

  it('keeps every part, and says so, when the one document cannot be saved', async () => {
    class Full extends MemoryDocumentRepository {
      isFull = false;
      override add(documents: Parameters<MemoryDocumentRepository['add']>[0]): Promise<void> {
        if (!this.isFull) return super.add(documents);
        return Promise.reject(new SeraphError('storage-full', 'Full. Nothing changed. Make room.'));
      }
    }
    const documents = new Full();
    const app = await split(fakeServices({ documents }));
    documents.isFull = true;
    offer(app)?.action?.run();
    await app.idle();
    expect(labels(app)).toEqual(['sample', 'note 1', 'note 2']);
    expect(app.store.getState().notices.at(-1)?.text).toBe('Full. Nothing changed. Make room.');
  });
});

describe('exporting', () => {
  it('writes decisions as PubTator that reads back to the same mentions', async () => {
    const services = fakeServices();
    const app = await started(services);
    app.run('accept');
    app.run('nil');
    await app.idle();
    const { content } = await app.exports.pubtator();
    expect(content.split('\n').filter((line) => line.includes('\t'))).toEqual([
      'sample\t0\t12\tBrenna fever\tDisease\tD000',
      'sample\t17\t27\toxen palsy\tDisease\t-1',
    ]);
    const [pair] = (await app.exports.pairs()).content.split('\n');
    expect(JSON.parse(pair ?? '')).toMatchObject({ chosen: ' brenna fever', rejected: ' oxen palsy' });
    const { content: log } = await app.exports.log();
    expect(log.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('search', () => {
  it('prefers what the focused mention is linked to', async () => {
    const asked: SearchRequest[] = [];
    const kb = fakeClient<KbApi>({
      ...kbAnswers(),
      search: (request) => {
        asked.push(request);
        return Promise.resolve([]);
      },
    });
    const app = await started(fakeServices({ kb }));
    await app.idle();
    app.run('search');
    const { type } = focusedMention(app.store.getState())?.mention ?? {};
    const used = app.store.getState().project.scopes[0]?.kbs.map((use) => use.kb);
    expect(used).toHaveLength(1);
    app.ask('ox');
    await vi.waitFor(() => expect(asked.map(({ preferred }) => preferred)).toEqual([{ type, kbs: used }]));
  });

  it('waits for a knowledge base to be open', async () => {
    const asked: string[] = [];
    const kb = fakeClient<KbApi>({
      ...kbAnswers(),
      search: ({ query }) => {
        asked.push(query);
        return Promise.resolve([]);
      },
    });
    const app = await started(fakeServices({ kb }));
    app.run('search');
    const { opened } = app.store.getState();
    app.store.setState({ opened: null });
    app.ask('ox');
    expect(app.store.getState().search).toMatchObject({ query: 'ox', hits: null, failed: null });
    app.store.setState({ opened });
    app.ask('ox');
    await vi.waitFor(() => expect(app.store.getState().search?.hits).toEqual([]));
    expect(asked).toEqual(['ox']);
  });

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
    const [hit] = await kbAnswers().search(plainRequest('oxen', 5), {});
    if (!hit) throw new Error('nothing found');
    answers.get('oxen')?.([hit]);
    await Promise.resolve();
    answers.get('ox')?.([]);
    await new Promise((done) => setTimeout(done, 1));
    expect(app.store.getState().search).toMatchObject({ query: 'oxen', hits: [hit], failed: null });
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
