import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { pairsOf } from '../core/preference/pairs.js';
import type { ModelApi } from '../rpc/protocol.js';
import { plainRequest } from '../core/search/kb-search.js';
import { memoryJournal } from '../storage/memory.js';
import { spanOf } from '../core/text/span.js';
import { createApp, type App } from './app.js';
import { currentView, focusedMention } from './document-view.js';
import { fakeClient, fakeDocument, fakeServices, modelAnswers, modelHash, SAMPLE } from './testing/fakes.js';
import type { Services } from './services.js';
import { focusedText, press, settled, started, statuses, texts } from './testing/drive.js';

describe('the first minute', () => {
  it('opens the sample, finds and links its mentions, and focuses the first', async () => {
    const { app } = await started();
    expect(texts(app)).toEqual(['Brenna fever', 'oxen palsy', 'corvane', 'Brenna fever', 'teral syndrome']);
    expect(statuses(app)).toEqual(Array(5).fill('suggested'));
    expect(app.store.getState().focusedId).toBe(currentView(app.store.getState())?.mentions[0]?.mention.id);
  });

  it('takes Enter, Enter, 2, n, Enter as five decisions, pressed without waiting', async () => {
    const { app, services } = await started();
    await press(app, 'accept', 'accept', 'accept-2', 'nil', 'accept');
    const events = await services.journal.decisions.all();
    expect(events.map(({ action }) => action.kind)).toEqual(['accept', 'accept', 'accept', 'nil', 'accept']);
    expect(new Set(events.map(({ mentionId }) => mentionId)).size).toBe(5);
    expect(statuses(app)).toEqual(['accepted', 'accepted', 'accepted', 'nil', 'accepted']);
    expect(pairsOf(events).length).toBe(4);
    expect(app.store.getState().announcement).toContain('All 5 mentions are decided');
  });

  it('records what was on the screen', async () => {
    const { app, services } = await started();
    await press(app, 'accept-3');
    const [event] = await services.journal.decisions.all();
    expect(event?.shown.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(event).toMatchObject({
      mentionText: 'Brenna fever',
      modelHash,
      action: { kind: 'accept', rank: 3 },
    });
  });
});

describe('decisions', () => {
  it('strikes a rejected candidate and moves on to the next one', async () => {
    const { app } = await started();
    await press(app, 'reject');
    expect(focusedText(app)).toBe('Brenna fever');
    expect(app.store.getState().candidateIndex).toBe(1);
    expect(statuses(app)?.[0]).toBe('unsure');
    await press(app, 'accept');
    const { decision } = currentView(app.store.getState())?.mentions[0] ?? {};
    expect(decision).toMatchObject({ kind: 'accepted', rank: 2 });
  });

  it('decides all identical mentions at once and takes them back at once', async () => {
    const { app, services } = await started();
    await press(app, 'identical');
    const { dialog } = app.store.getState();
    if (dialog?.kind !== 'identical') throw new Error('no list of identical mentions');
    app.applyToAll(dialog.mentionIds);
    await app.idle();
    expect(statuses(app)).toEqual(['accepted', 'suggested', 'suggested', 'accepted', 'suggested']);
    await press(app, 'undo');
    expect(statuses(app)).toEqual(Array(5).fill('suggested'));
    await press(app, 'redo');
    expect(statuses(app)?.filter((status) => status === 'accepted')).toHaveLength(2);
    expect(await services.journal.decisions.all()).toHaveLength(6);
  });

  it('gives "none of these" to identical mentions with its reason, and leaves the first as it is', async () => {
    const { app, services } = await started();
    await press(app, 'nil', 'nil-reason');
    const { dialog } = app.store.getState();
    if (dialog?.kind !== 'nil-reason') throw new Error('not asked');
    app.nilReason(dialog.mention, 'too general to link');
    await press(app, 'previous-mention', 'identical');
    const list = app.store.getState().dialog;
    if (list?.kind !== 'identical') throw new Error('no list of identical mentions');
    app.applyToAll(list.mentionIds);
    await app.idle();
    const events = await services.journal.decisions.all();
    expect(events.map(({ action }) => action)).toEqual([
      { kind: 'nil', reason: null },
      { kind: 'nil', reason: 'too general to link' },
      { kind: 'nil', reason: 'too general to link' },
    ]);
    expect(events[2]?.mentionId).not.toBe(events[0]?.mentionId);
  });

  it('undoes and redoes in order, and focuses what changed', async () => {
    const { app } = await started();
    await press(app, 'accept', 'nil', 'undo');
    expect(focusedText(app)).toBe('oxen palsy');
    expect(statuses(app)?.slice(0, 2)).toEqual(['accepted', 'suggested']);
    await press(app, 'undo', 'redo', 'redo');
    expect(statuses(app)?.slice(0, 2)).toEqual(['accepted', 'nil']);
  });

  it('undoes what was decided under another name', async () => {
    const { app } = await started();
    await press(app, 'accept');
    app.setCurator('Ada');
    await press(app, 'undo');
    expect(statuses(app)).toEqual(Array(5).fill('suggested'));
    expect(app.store.getState().events.map(({ curator }) => curator)).toEqual(['curator', 'Ada']);
  });

  it('links to a concept found by search, and to a listed one as an acceptance', async () => {
    const { app, services } = await started();
    const hits = await services.kb.call('search', plainRequest('misk', 5));
    const [hit] = hits;
    if (!hit) throw new Error('nothing found');
    app.correct(hit);
    await app.idle();
    expect((await services.journal.decisions.all())[0]).toMatchObject({
      action: { kind: 'correct', conceptId: hit.concept.id, name: 'misk disease' },
      kbHash: hit.kbHash,
    });
  });

  it('leaves the screen as it was, and says so, when a decision cannot be written', async () => {
    const journal = memoryJournal();
    journal.decisions.appendAll = () =>
      Promise.reject(new SeraphError('storage-full', 'The disk is full. Nothing changed. Make room.'));
    const { app } = await started({ journal });
    await press(app, 'accept');
    const state = app.store.getState();
    expect(statuses(app)).toEqual(Array(5).fill('suggested'));
    expect(focusedText(app)).toBe('Brenna fever');
    expect(state.saveFailed).toBe(true);
    expect(state.saving).toBe(0);
    expect(state.notices.map(({ text }) => text)).toEqual(['The disk is full. Nothing changed. Make room.']);
  });
});

describe('the reason for "none of these"', () => {
  /** Two documents with the same words at the same places: the ids of their mentions are the same. */
  async function twins(): Promise<{ app: App; services: Services }> {
    const services = fakeServices();
    await services.documents.add([SAMPLE, fakeDocument('twin', SAMPLE.text)]);
    const app = createApp(services);
    await app.start();
    return { app, services };
  }

  it('is written to the mention that was decided, though focus went on', async () => {
    const { app, services } = await twins();
    await press(app, 'nil', 'nil-reason');
    const { dialog } = app.store.getState();
    if (dialog?.kind !== 'nil-reason') throw new Error('not asked');
    app.nilReason(dialog.mention, 'too general to link');
    await app.idle();
    const events = await services.journal.decisions.all();
    expect(events.map(({ action }) => action)).toEqual([
      { kind: 'nil', reason: null },
      { kind: 'nil', reason: 'too general to link' },
    ]);
    expect(events[1]?.mentionId).toBe(events[0]?.mentionId);
    expect(app.store.getState().dialog).toBeNull();
  });

  it('is not asked for, nor written, in another document', async () => {
    const { app, services } = await twins();
    await press(app, 'nil', 'nil-reason');
    const { dialog } = app.store.getState();
    if (dialog?.kind !== 'nil-reason') throw new Error('not asked');
    await press(app, 'next-document');
    expect(app.store.getState().dialog).toBeNull();
    await press(app, 'nil-reason');
    expect(app.store.getState().dialog).toBeNull();
    app.nilReason(dialog.mention, 'too general to link');
    await app.idle();
    expect(await services.journal.decisions.all()).toHaveLength(1);
    expect(app.store.getState().notices.at(-1)?.text).toContain('The reason was not written');
  });
});

describe('mentions', () => {
  it('adds the selected words, links them, and takes them back', async () => {
    const { app } = await started();
    const start = SAMPLE.text.indexOf('seen after');
    app.selectText(spanOf(start, start + 5));
    await press(app, 'new-mention');
    await settled(app);
    expect(focusedText(app)).toBe('seen');
    expect(focusedMention(app.store.getState())?.candidates).toHaveLength(5);
    await press(app, 'undo');
    expect(texts(app)).not.toContain('seen');
  });

  it('draws a new mention with the arrow keys alone', async () => {
    const { app } = await started();
    await press(app, 'new-mention', 'end-word-right', 'start-word-right', 'keep-span');
    expect(focusedText(app)).toBe('oxen');
  });

  it('moves the ends, asks for candidates of the new words, and puts them back on undo', async () => {
    const { app } = await started();
    await press(app, 'next-mention', 'edit-span', 'start-word-right', 'keep-span');
    await settled(app);
    const mention = focusedMention(app.store.getState());
    expect(mention?.text).toBe('palsy');
    expect(mention?.candidates[0]?.share).toBe(0.4);
    await press(app, 'undo');
    await settled(app);
    expect(focusedText(app)).toBe('oxen palsy');
    expect(focusedMention(app.store.getState())?.candidates[0]?.share).toBe(0.9);
  });

  it('changes the type and deletes', async () => {
    const { app } = await started();
    app.retype('Chemical');
    await app.idle();
    expect(focusedMention(app.store.getState())?.mention.type).toBe('Chemical');
    await press(app, 'delete-mention');
    expect(texts(app)).toHaveLength(4);
    expect(focusedText(app)).toBe('oxen palsy');
  });
});

describe('what is kept', () => {
  it('is all there after a reload, suggestions without asking the model again', async () => {
    const { app, services } = await started();
    await press(app, 'accept', 'reject');
    const before = statuses(app);
    let asked = 0;
    const model = fakeClient<ModelApi>({
      ...modelAnswers(),
      link: () => Promise.resolve((asked++, [])),
    });
    const again = createApp({ ...services, model });
    await again.start();
    expect(statuses(again)).toEqual(before);
    expect(focusedText(again)).toBe('oxen palsy');
    expect(asked).toBe(0);
  });

  it('opens the last document, and undoes across documents', async () => {
    const { app, services } = await started();
    await services.documents.add([fakeDocument('other', 'Only lutal anaemia here.')]);
    const again = createApp(services);
    await again.start();
    await press(again, 'accept', 'next-document');
    expect(texts(again)).toEqual(['lutal anaemia']);
    await press(again, 'undo');
    expect(again.store.getState().currentId).toBe('sample');
    await press(again, 'next-document');
    const third = createApp(services);
    await third.start();
    expect(third.store.getState().currentId).toBe('other');
    expect(app.store.getState().notices).toEqual([]);
  });
});
