/**
 * What happens by itself when a document opens: find mentions, link them, keep both. Done in batches, so that the first
 * suggestions come early and a stop keeps what was done. A result that arrives after the curator moved on is dropped.
 */
import { memoryOf } from '../core/decision/fold.js';
import type { SeraphError } from '../core/errors.js';
import type { DocumentId, MentionId } from '../core/ids.js';
import { BEAMS } from '../core/link/beams.js';
import type { LinkedMention } from '../core/link/linker.js';
import type { EarlierLinks, Suggestions } from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';
import { currentDocument, isAborted, notify, withTask, wordsOf, type Context } from './context.js';
import { currentView, type DocumentView } from './document-view.js';
import { createTagging } from './finding.js';
import { isLoss } from './loss.js';
import { focusFirst } from './navigate.js';
import { suggestMentions, foundAnew } from './suggest-mentions.js';

/** Mentions in the first call to the model: few, so that the curator can begin while the rest is linked. */
const FIRST_BATCH = 2;
/** Mentions per later call. One abstract fits; a full article shows its first page soon. */
const BATCH = 32;
const TOP = 5;

export interface Pipeline {
  /** Finds and links whatever the open document lacks. Replaces a run under way. */
  refresh(): Promise<void>;
  /**
   * Drops suggestions that an edit is about to make wrong, durably, before that edit is written: a crash in between
   * leaves a mention to be linked again, never one with another text's candidates. Ends the run under way, whose
   * results would be of the old words: `refresh` must follow.
   */
  forget(id: DocumentId, mentionIds: readonly MentionId[]): Promise<void>;
}

/** `[start, end)` of each call for so many mentions. */
function batchesOf(count: number): readonly (readonly [number, number])[] {
  const batches: (readonly [number, number])[] = [];
  for (let at = 0, end: number; at < count; at = end) {
    end = Math.min(count, at + (at === 0 ? FIRST_BATCH : BATCH));
    batches.push([at, end]);
  }
  return batches;
}

/** Who is told that a worker cannot answer any more. */
interface Losses {
  readonly kb: (error: SeraphError) => void;
  readonly model: (error: SeraphError) => void;
}

export function createPipeline(context: Context, losses: Losses): Pipeline {
  const { store, services } = context;
  let run = 0;
  let abort = new AbortController();
  const tagging = createTagging(context, losses.model, () => void pipeline.refresh());

  /** Ends the run under way; what it still brings is dropped. Returns the number of the next. */
  const endRun = (): number => {
    abort.abort();
    abort = new AbortController();
    return ++run;
  };

  /** The answer of a worker. When it is lost, the run ends without a message of its own. */
  const answerOf = async <T>(
    call: Promise<T>,
    worker: keyof Losses,
    isCurrent: () => boolean,
  ): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (isCurrent() && isLoss(error)) {
        endRun();
        losses[worker](error);
      }
      throw error;
    }
  };

  /** Shows suggestions and keeps them. That they could not be kept is said, and does not stop the work. */
  const save = async (suggestions: Suggestions): Promise<void> => {
    store.setState((state) => ({
      suggestions: new Map(state.suggestions).set(suggestions.documentId, suggestions),
    }));
    try {
      await services.documents.saveSuggestions(suggestions);
    } catch (error) {
      notify(context, 'error', wordsOf(error));
    }
  };

  const link = async (view: DocumentView, base: Suggestions, isCurrent: () => boolean): Promise<void> => {
    const { model, opened, events } = store.getState();
    if (!model || !opened) return;
    const maker = { modelHash: model.hash, kbHash: opened.viewHash };
    const known = new Set(isMadeBy(base, maker) ? base.linked?.map(({ mentionId }) => mentionId) : []);
    const around = view.mentions.map(({ mention }) => mention);
    const missing = around.filter(({ id }) => !known.has(id));
    if (missing.length === 0) return;
    const memory = memoryOf(events);
    const progressAt = (done: number) =>
      ({ task: 'Linking mentions', done, total: missing.length, unit: 'mentions' }) as const;

    await withTask(context, progressAt(0), abort, async ({ signal, onProgress }) => {
      for (const [at, end] of batchesOf(missing.length)) {
        const mentions = missing.slice(at, end);
        const call = services.model.call(
          'link',
          { text: view.document.text, mentions, around, top: TOP, beams: BEAMS, memory, mode: 'system' },
          {
            signal,
            onProgress: ({ unit, done }) => {
              if (unit === 'mentions') onProgress(progressAt(at + done));
            },
          },
        );
        const linked = await answerOf(call, 'model', isCurrent);
        if (!isCurrent()) return;
        const before = store.getState().suggestions.get(base.documentId) ?? base;
        await save(withLinked(before, linked, maker, end === missing.length));
        onProgress(progressAt(end));
      }
    });
  };

  const prepare = async (document: SourceDocument, isCurrent: () => boolean): Promise<void> => {
    const kept =
      store.getState().suggestions.get(document.id) ?? (await services.documents.suggestions(document.id));
    if (!isCurrent()) return;
    if (kept) {
      store.setState((state) => ({ suggestions: new Map(state.suggestions).set(document.id, kept) }));
      focusFirst(context);
    }
    const { opened } = store.getState();
    if (!opened) return;
    const { suggestions, stopped } = await withMentions(document, kept, opened.viewHash, isCurrent);
    if (!isCurrent()) return;
    const saving = suggestions === kept ? null : save(suggestions);
    // At once with what is shown: a key pressed at the sight of a mention must find one under focus.
    focusFirst(context);
    await saving;
    if (!isCurrent()) return;
    if (stopped) throw stopped;
    const view = currentView(store.getState());
    if (view && store.getState().linkable) await link(view, suggestions, isCurrent);
  };

  /**
   * Mentions are found anew for another choice of knowledge bases or another finder. Those that decisions already name
   * stay.
   */
  const withMentions = async (
    document: SourceDocument,
    kept: Suggestions | undefined,
    kbHash: Suggestions['kbHash'],
    isCurrent: () => boolean,
  ): Promise<{ readonly suggestions: Suggestions; readonly stopped: Error | null }> => {
    const wanted = tagging.wanted(document);
    const isFound = wanted === undefined || wanted === (kept?.taggedBy ?? null);
    if (kept?.kbHash === kbHash && isFound) return { suggestions: kept, stopped: null };
    const call = services.kb.call('findMentions', { text: document.text }, { signal: abort.signal });
    const named = await answerOf(call, 'kb', isCurrent);
    const { mentions: found, taggedBy, stopped } = await tagging.tag(document, named, abort, isCurrent);
    const mentions = suggestMentions(document, found);
    const events = store.getState().eventsByDocument.get(document.id);
    const anew =
      kept && (events || kept.kbHash === kbHash)
        ? foundAnew(kept, mentions, events ?? [])
        : { documentId: document.id, mentions, linked: null, modelHash: null, kbHash };
    return { suggestions: { ...anew, taggedBy }, stopped };
  };

  const pipeline: Pipeline = {
    async refresh() {
      const document = currentDocument(store.getState());
      const mine = endRun();
      if (!document) return;
      const { signal } = abort;
      const isCurrent = (): boolean => mine === run;
      try {
        await prepare(document, isCurrent);
      } catch (error) {
        if (!isCurrent()) return;
        const retry = { label: 'Go on', run: () => void pipeline.refresh() };
        if (signal.aborted || isAborted(error)) notify(context, 'info', STOPPED, retry);
        else notify(context, 'error', wordsOf(error), { ...retry, label: 'Try again' });
      }
    },
    async forget(id, mentionIds) {
      endRun();
      const kept = store.getState().suggestions.get(id) ?? (await services.documents.suggestions(id));
      if (!kept?.linked) return;
      const gone = new Set(mentionIds);
      const without = (linked: readonly LinkedMention[]) =>
        linked.filter(({ mentionId }) => !gone.has(mentionId));
      const { earlier } = kept;
      await save({
        ...kept,
        linked: without(kept.linked),
        earlier: earlier && { ...earlier, linked: without(earlier.linked) },
      });
    },
  };
  return pipeline;
}

const STOPPED =
  'Finding and linking mentions was stopped. What was found and linked so far is kept, and so is every decision. Go on when you like; search works meanwhile.';

type Maker = Pick<EarlierLinks, 'modelHash' | 'kbHash'>;

function isMadeBy(suggestions: Maker, { modelHash, kbHash }: Maker): boolean {
  return suggestions.modelHash === modelHash && suggestions.kbHash === kbHash;
}

/**
 * Suggestions with what `maker` has just linked. Those of another maker stay readable, under its own hashes, until all
 * mentions are linked anew.
 */
function withLinked(
  before: Suggestions,
  added: readonly LinkedMention[],
  maker: Maker & Pick<Suggestions, 'kbHash'>,
  isLast: boolean,
): Suggestions {
  const { modelHash, kbHash, linked } = before;
  const isSame = isMadeBy(before, maker);
  const earlier = isSame ? before.earlier : linked ? { linked, modelHash, kbHash } : undefined;
  return {
    ...before,
    ...maker,
    linked: merge((isSame ? linked : null) ?? [], added),
    earlier: isLast ? undefined : earlier,
  };
}

function merge(old: readonly LinkedMention[], added: readonly LinkedMention[]): readonly LinkedMention[] {
  const byMention = new Map(old.map((linked) => [linked.mentionId, linked]));
  for (const linked of added) byMention.set(linked.mentionId, linked);
  return [...byMention.values()];
}
