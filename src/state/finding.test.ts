import { describe, expect, it, vi } from 'vitest';
import { SeraphError } from '../core/errors.js';
import type { ConceptId } from '../core/ids.js';
import type { TaggedSpan } from '../core/mention/tagger.js';
import { startingProject } from '../core/project/scopes.js';
import { spanOf } from '../core/text/span.js';
import type { ModelApi } from '../rpc/protocol.js';
import type { AppState } from './app-state.js';
import { currentView } from './document-view.js';
import { joinFound, MOST_TAGGED } from './finding.js';
import {
  fakeClient,
  fakeServices,
  findMentions,
  importedHash,
  installedKb,
  kbHash,
  modelAnswers,
  modelHash,
  SAMPLE,
} from './testing/fakes.js';
import { createApp } from './app.js';
import { press, settled, started, texts, until } from './testing/drive.js';

type Tag = Parameters<typeof fakeClient<ModelApi>>[0]['tag'];

/** The model reads "came back" as a disease, and leaves the palsy out. */
const tagged: readonly TaggedSpan[] = findMentions(SAMPLE.text)
  .filter(({ span }) => SAMPLE.text.slice(span.start, span.end) !== 'oxen palsy')
  .map(({ span, type }) => ({ span, type, confidence: 0.9 }))
  .concat({ ...at('came back'), type: 'Disease', confidence: 0.8 });
const BY_MODEL = ['Brenna fever', 'corvane', 'Brenna fever', 'came back', 'teral syndrome'];
const BY_NAME = ['Brenna fever', 'oxen palsy', 'corvane', 'Brenna fever', 'teral syndrome'];

function at(words: string) {
  const start = SAMPLE.text.indexOf(words);
  return { span: spanOf(start, start + words.length) };
}

const modelThat = (tag: Tag) => fakeClient<ModelApi>({ ...modelAnswers(), tag });
/** An app that is starting. */
function begun(model: ReturnType<typeof modelThat>) {
  const app = createApp(fakeServices({ model }));
  return { app, start: app.start() };
}

const notices = (state: AppState) => state.notices.map(({ text }) => text);

describe('finding mentions with the model', () => {
  it('is what a new browser does; the model is told the names, and what it found is kept', async () => {
    const tag = vi.fn<Tag>(() => Promise.resolve(tagged));
    const { app, services } = await started({ model: modelThat(tag) });
    await settled(app);
    expect(texts(app)).toEqual(BY_MODEL);
    expect(tag).toHaveBeenCalledTimes(1);
    expect(tag.mock.calls[0]?.[0]).toEqual({
      text: SAMPLE.text,
      known: findMentions(SAMPLE.text).map(({ span, type }) => ({ span, type })),
    });
    const origins = currentView(app.store.getState())?.mentions.map(({ mention }) => mention.origin);
    expect(origins?.filter((origin) => origin === 'model')).toHaveLength(1);
    const kept = await services.documents.suggestions(SAMPLE.id);
    expect(kept?.taggedBy).toBe(modelHash);
    expect(kept?.linked).toHaveLength(5);
  });

  it('is not done again at the next start', async () => {
    const tag = vi.fn<Tag>(() => Promise.resolve(tagged));
    const { services } = await started({ model: modelThat(tag) });
    const { app } = await started(services);
    await settled(app);
    expect(texts(app)).toEqual(BY_MODEL);
    expect(tag).toHaveBeenCalledTimes(1);
  });

  it('gives way to the names when the curator says so, but for what is decided', async () => {
    const link = vi.fn(modelAnswers().link);
    const tag = vi.fn<Tag>(() => Promise.resolve(tagged));
    const model = fakeClient<ModelApi>({ ...modelAnswers(), tag, link });
    const { app, services } = await started({ model });
    await settled(app);
    const found = currentView(app.store.getState())?.mentions[3]?.mention;
    if (found) app.focusMention(found.id);
    await press(app, 'nil');
    link.mockClear();
    app.setFinder('names');
    await settled(app);
    expect(texts(app)).toEqual([...BY_NAME.slice(0, 4), 'came back', 'teral syndrome']);
    expect(await services.settings.get('finder')).toBe('names');
    // Only what is new is linked.
    expect(link.mock.calls.map(([{ mentions }]) => mentions.map(({ span }) => span))).toEqual([
      [at('oxen palsy').span],
    ]);
    const next = await started({ ...services, model });
    await settled(next.app);
    expect(next.app.store.getState().finder).toBe('names');
    expect(tag).toHaveBeenCalledTimes(1);
    next.app.setFinder('model');
    await settled(next.app);
    expect(texts(next.app)).toEqual(BY_MODEL);
  });

  it('says that the model failed, shows what has a name, and tries again when asked', async () => {
    let isBroken = true;
    const tag = vi.fn<Tag>(() =>
      isBroken
        ? Promise.reject(new SeraphError('bad-hash', 'The head is damaged. Nothing is lost. Load it again.'))
        : Promise.resolve(tagged),
    );
    const { app } = await started({ model: modelThat(tag) });
    await settled(app);
    expect(texts(app)).toEqual(BY_NAME);
    expect(notices(app.store.getState())).toEqual([
      expect.stringMatching(/“sample” was searched for the names .* only\. The head is damaged\./),
    ]);
    await press(app, 'accept');
    expect(tag).toHaveBeenCalledTimes(1);
    isBroken = false;
    app.store.getState().notices[0]?.action?.run();
    await until(() => texts(app)?.includes('came back'));
    expect(texts(app)).toEqual(BY_MODEL);
  });

  it('goes on by name when the device is lost', async () => {
    const lost = new SeraphError('device-lost', 'The device is lost. Decisions are safe. Start it again.');
    const { app } = await started({ model: modelThat(() => Promise.reject(lost)) });
    await settled(app);
    expect(texts(app)).toEqual(BY_NAME);
    const { model, notices: shown } = app.store.getState();
    expect(model).toBeNull();
    expect(shown.map(({ action }) => action?.label)).toEqual(['Start the model again']);
  });

  it('can be stopped: the names stay, and it goes on when asked', async () => {
    const answers: (() => void)[] = [];
    const tag: Tag = (_, { signal }) =>
      new Promise((resolve, reject) => {
        answers.push(() => resolve(tagged));
        signal?.addEventListener('abort', () => reject(new SeraphError('aborted', 'Stopped.')));
      });
    const { app, start } = begun(modelThat(tag));
    await until(() =>
      app.store.getState().tasks.some(({ progress }) => progress.task === 'Finding mentions'),
    );
    app.store
      .getState()
      .tasks.find(({ progress }) => progress.task === 'Finding mentions')
      ?.cancel();
    await start;
    await settled(app);
    expect(texts(app)).toEqual(BY_NAME);
    app.store
      .getState()
      .notices.find(({ action }) => action?.label === 'Go on')
      ?.action?.run();
    await until(() => answers.length === 2);
    answers[1]?.();
    await until(() => texts(app)?.includes('came back'));
  });

  it('leaves a document that is too long for it to the names, and says so', async () => {
    const tag = vi.fn<Tag>(() => Promise.resolve([]));
    const { app } = await started({ model: modelThat(tag) });
    await settled(app);
    const asked = tag.mock.calls.length;
    const text = `${SAMPLE.text} ${'Nothing is said here. '.repeat(MOST_TAGGED / 20)}`;
    app.importTexts([{ name: 'long.txt', text, merge: true }]);
    await settled(app);
    await until(() => notices(app.store.getState()).length > 0);
    expect(tag).toHaveBeenCalledTimes(asked);
    expect(texts(app)).toEqual(BY_NAME);
    expect(notices(app.store.getState()).join()).toMatch(/the model reads documents of up to 200,000/);
  });

  it('leaves it to the names where the model cannot, and says so in the preferences', async () => {
    const { app } = await started();
    await settled(app);
    expect(texts(app)).toEqual(BY_NAME);
    expect(app.store.getState().isWithoutTagger).toBe(true);
  });
});

describe('names and the model together', () => {
  const named = findMentions(SAMPLE.text);
  const project = startingProject(kbHash);
  const library = { offered: null, failed: null, installing: new Map(), sizes: new Map() };
  const shipped = { ...library, installed: [installedKb()] };
  const words = (state: Pick<AppState, 'project' | 'library'>): readonly string[] =>
    joinFound(SAMPLE.text, named, tagged, state).map(({ span }) => SAMPLE.text.slice(span.start, span.end));

  it('keep what the curator named, and every name of a knowledge base of their own', () => {
    expect(words({ project, library: shipped })).toEqual(BY_MODEL);
    const synonyms = [{ conceptId: 'D001' as ConceptId, name: 'Oxen-Palsy', scope: 'exact' as const }];
    const all = [...BY_NAME.slice(0, 4), 'came back', 'teral syndrome'];
    expect(
      words({ project: { ...project, overlay: { ...project.overlay, synonyms } }, library: shipped }),
    ).toEqual(all);
    const own = { ...library, installed: [installedKb({ hash: importedHash, origin: 'import' })] };
    expect(words({ project: startingProject(importedHash), library: own })).toEqual(all);
    const within = findMentions(SAMPLE.text)
      .filter(({ span }) => SAMPLE.text.slice(span.start, span.end) === 'oxen palsy')
      .map(({ span, type }) => ({ span: spanOf(span.start, span.start + 4), type, confidence: 0.9 }));
    expect(within).toHaveLength(1);
    const longer = joinFound(SAMPLE.text, findMentions(SAMPLE.text), within, {
      project: startingProject(importedHash),
      library: own,
    });
    expect(longer.map(({ span }) => SAMPLE.text.slice(span.start, span.end))).toEqual(BY_NAME);
  });

  it('pass over blocked words, and types that the project links to nothing', () => {
    const blocked = [{ conceptId: null, name: 'came back' }];
    const without = words({
      project: { ...project, overlay: { ...project.overlay, blocked } },
      library: shipped,
    });
    expect(without).toEqual(BY_MODEL.filter((word) => word !== 'came back'));
    const diseases = { ...project, scopes: [{ type: 'Disease', kbs: project.scopes[0]?.kbs ?? [] }] };
    expect(words({ project: diseases, library: shipped })).not.toContain('corvane');
  });
});
