import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import type { DocumentId, MentionId, Sha256 } from '../core/ids.js';
import type { LinkedMention } from '../core/link/linker.js';
import type { KbApi, ModelApi } from '../rpc/protocol.js';
import { spanOf } from '../core/text/span.js';
import { createApp } from './app.js';
import { focusedMention } from './document-view.js';
import {
  fakeClient,
  fakeDocument,
  fakeServices,
  kbAnswers,
  modelAnswers,
  modelHash,
  SAMPLE,
} from './testing/fakes.js';
import type { Services } from './services.js';
import { press, settled, started, statuses, texts, until } from './testing/drive.js';

describe('finding and linking', () => {
  function slowLink(): { client: Services['model']; answer: (() => void)[]; signals: AbortSignal[] } {
    const answer: (() => void)[] = [];
    const signals: AbortSignal[] = [];
    const client = fakeClient<ModelApi>({
      ...modelAnswers(),
      link: ({ mentions }, { signal }) =>
        new Promise<readonly LinkedMention[]>((resolve, reject) => {
          if (signal) signals.push(signal);
          signal?.addEventListener('abort', () => reject(new SeraphError('aborted', 'Stopped.')));
          answer.push(() => resolve(mentions.map(({ id }) => ({ mentionId: id, candidates: [] }))));
        }),
    });
    return { client, answer, signals };
  }

  it('drops what arrives for a document that was left', async () => {
    const late: (() => void)[] = [];
    const kb = fakeClient<KbApi>({
      ...kbAnswers(),
      findMentions: ({ text }) =>
        new Promise((resolve) => late.push(() => resolve(text === SAMPLE.text ? [] : kbMentions(text)))),
    });
    const services = fakeServices({ kb });
    await services.documents.add([SAMPLE, fakeDocument('other', 'Only lutal anaemia here.')]);
    const app = createApp(services);
    const start = app.start();
    await until(() => app.store.getState().linkable && late.length > 0);
    const before = late.length;
    await press(app, 'next-document');
    await until(() => late.length > before);
    for (const answer of late) answer();
    await start;
    await settled(app);
    expect(texts(app)).toEqual(['Only lutal anaemia here.']);
    expect(app.store.getState().suggestions.has('sample' as DocumentId)).toBe(false);
  });

  it('cancels linking, keeps the mentions, and goes on when asked', async () => {
    const { client, answer } = slowLink();
    const services = fakeServices({ model: client });
    const app = createApp(services);
    const start = app.start();
    await until(() =>
      app.store.getState().tasks.some(({ progress }) => progress.task === 'Linking mentions'),
    );
    app.store
      .getState()
      .tasks.find(({ progress }) => progress.task === 'Linking mentions')
      ?.cancel();
    await start;
    expect(app.store.getState().tasks).toEqual([]);
    expect(statuses(app)).toEqual(Array(5).fill('waiting'));
    const notice = app.store.getState().notices.find(({ action }) => action?.label === 'Go on');
    notice?.action?.run();
    await until(() => answer.length === 2);
    answer.at(-1)?.();
    await until(() => answer.length === 3);
    // The first two can be decided while the rest is linked.
    expect(statuses(app)).toEqual(['unsure', 'unsure', 'waiting', 'waiting', 'waiting']);
    answer.at(-1)?.();
    await until(() => !statuses(app)?.includes('waiting'));
    expect(statuses(app)).toEqual(Array(5).fill('unsure'));
  });

  it('never shows candidates of the old words for a mention that was resized meanwhile', async () => {
    const calls: { texts: string[]; answer: () => void }[] = [];
    const model = fakeClient<ModelApi>({
      ...modelAnswers(),
      // Deaf to the signal: the answer of a call that was given up arrives all the same.
      link: (request, options) =>
        new Promise((resolve) =>
          calls.push({
            texts: request.mentions.map(({ span }) => request.text.slice(span.start, span.end)),
            answer: () => resolve(modelAnswers().link(request, options)),
          }),
        ),
    });
    const services = fakeServices({ model });
    const app = createApp(services);
    const start = app.start();
    await until(() => calls.length === 1);
    expect(calls[0]?.texts).toContain('oxen palsy');
    const release = holdLog(services);
    for (const id of ['next-mention', 'edit-span', 'start-word-right', 'keep-span'] as const) app.run(id);
    calls[0]?.answer();
    await new Promise((done) => setTimeout(done, 5));
    release();
    await app.idle();
    for (let answered = 1; answered < 3; answered++) {
      await until(() => calls.length > answered);
      calls[answered]?.answer();
    }
    await start;
    await settled(app);
    const mention = focusedMention(app.store.getState());
    expect(mention?.text).toBe('palsy');
    expect(mention?.candidates[0]?.share).toBe(0.4);
    const kept = await services.documents.suggestions(SAMPLE.id);
    const linked = kept?.linked?.find(({ mentionId }) => mentionId === mention?.mention.id);
    expect(linked?.candidates[0]?.share).toBe(0.4);
  });

  it('writes with each decision the model whose candidates were shown, also while another one links', async () => {
    const { services } = await started();
    const otherHash = 'c'.repeat(64) as Sha256;
    const answers = modelAnswers();
    const late: (() => void)[] = [];
    const model = fakeClient<ModelApi>({
      ...answers,
      load: async (...call) => ({ ...(await answers.load(...call)), hash: otherHash }),
      link: (...call) => new Promise((resolve) => late.push(() => resolve(answers.link(...call)))),
    });
    const app = createApp({ ...services, model });
    const start = app.start();
    await until(() => late.length === 1);
    late[0]?.();
    await until(() => late.length === 2);
    // The new model has been through the first two; the others still show what the old one said.
    expect(statuses(app)).toEqual(Array(5).fill('suggested'));
    await press(app, 'accept', 'next-mention', 'accept');
    expect((await services.journal.decisions.all()).map((event) => event.modelHash)).toEqual([
      otherHash,
      modelHash,
    ]);
    late[1]?.();
    await start;
    const kept = await services.documents.suggestions(SAMPLE.id);
    expect(kept).toMatchObject({ modelHash: otherHash, earlier: undefined });
    expect(kept?.linked).toHaveLength(5);
    await press(app, 'accept');
    expect((await services.journal.decisions.all()).at(-1)?.modelHash).toBe(otherHash);
  });

  it('offers to try again when the model does not load, and works without it', async () => {
    let tries = 0;
    const model = fakeClient<ModelApi>({
      ...modelAnswers(),
      load: () => {
        tries++;
        return tries === 1
          ? Promise.reject(
              new SeraphError('bad-hash', 'The model is damaged. Nothing is lost. Load it again.'),
            )
          : modelAnswers().load({ modelUrl: '', prefer: null }, {});
      },
    });
    const { app } = await started({ model });
    expect(statuses(app)).toEqual(Array(5).fill('waiting'));
    const [notice] = app.store.getState().notices;
    expect(notice?.text).toContain('damaged');
    notice?.action?.run();
    await until(() => statuses(app)?.[0] === 'suggested');
  });
});

function kbMentions(text: string) {
  return [
    {
      id: 'x' as MentionId,
      span: spanOf(0, text.length),
      type: 'Disease',
      origin: 'file',
    },
  ] as const;
}

/** Makes writing to the log wait until the returned function is called: an edit is under way meanwhile. */
function holdLog({ journal: { decisions: log } }: Services): () => void {
  const append = log.appendAll.bind(log);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  log.appendAll = async (events) => {
    await held;
    return append(events);
  };
  return release;
}
