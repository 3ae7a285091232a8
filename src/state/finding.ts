/** Finding the mentions of a document: by the names of the knowledge bases and, where the curator wants it, the model. */
import type { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import { looseKey } from '../core/kb/loose-key.js';
import { withoutOverlap } from '../core/mention/finder.js';
import { joinMentions } from '../core/mention/tagged/join-mentions.js';
import type { TaggedSpan } from '../core/mention/tagger.js';
import { withoutBlocked } from '../core/mention/without-blocked.js';
import { scopeFor } from '../core/project/scopes.js';
import type { Mention, SourceDocument } from '../core/text/document.js';
import { compareSpans, textOf } from '../core/text/span.js';
import type { AppState } from './app-state.js';
import { isAborted, notify, withTask, wordsOf, type Context } from './context.js';
import { isLoss } from './loss.js';

/** Mentions, and how they were found. */
export interface Found {
  readonly mentions: readonly Mention[];
  /** The model that was asked; null when names stand alone. */
  readonly taggedBy: Sha256 | null;
  /** Set when the curator stopped the search: what was found by name is to be kept, and this thrown on. */
  readonly stopped: Error | null;
}

/** Characters of a document that the model reads: twice a long article, and a minute or two on a slow laptop. */
export const MOST_TAGGED = 200_000;

export interface Tagging {
  /** The model that is to be asked; null for names alone, undefined while it is not there yet. */
  wanted(document: SourceDocument): Sha256 | null | undefined;
  /**
   * Puts what the wanted model finds beside what was found by name. That it failed is said on the screen, and it is not
   * asked again about this document until the curator wants it.
   */
  tag(
    document: SourceDocument,
    named: readonly Mention[],
    abort: AbortController,
    isCurrent: () => boolean,
  ): Promise<Found>;
}

/**
 * @param lost told when the worker cannot answer any more
 * @param again finds anew
 */
export function createTagging(
  context: Context,
  lost: (error: SeraphError) => void,
  again: () => void,
): Tagging {
  const { store, services } = context;
  /** By document and model. */
  const failed = new Set<string>();

  const wanted: Tagging['wanted'] = ({ id, text }) => {
    const { finder, model } = store.getState();
    if (finder === 'names' || text.length > MOST_TAGGED) return null;
    return model && failed.has(`${id} ${model.hash}`) ? null : model?.hash;
  };

  const tell = ({ id, label }: SourceDocument, modelHash: Sha256, error: unknown): void => {
    const key = `${id} ${modelHash}`;
    failed.add(key);
    const run = (): void => {
      failed.delete(key);
      again();
    };
    const words = `“${label}” was searched for the names of the knowledge bases only.`;
    notify(context, 'error', `${words} ${wordsOf(error)}`, { label: 'Try again', run });
  };

  const tellTooLong = ({ label, text }: SourceDocument): void => {
    if (text.length <= MOST_TAGGED) return;
    const [length, most] = [text.length, MOST_TAGGED].map((count) => count.toLocaleString('en'));
    const reason = `It has ${length} characters, and the model reads documents of up to ${most}.`;
    const words = `“${label}” was searched for the names of the knowledge bases only. ${reason}`;
    notify(context, 'info', `${words} Split it to have the model look for mentions too.`);
  };

  return {
    wanted,
    async tag(document, named, abort, isCurrent) {
      if (store.getState().finder === 'model') tellTooLong(document);
      const taggedBy = wanted(document) ?? null;
      const byName: Found = { mentions: named, taggedBy: null, stopped: null };
      if (taggedBy === null) return byName;
      const first = { task: 'Finding mentions', done: 0, total: 0, unit: 'mentions' } as const;
      const { text } = document;
      const known = named.map(({ span, type }) => ({ span, type }));
      try {
        const tagged = await withTask(context, first, abort, ({ signal }) =>
          services.model.call('tag', { text, known }, { signal }),
        );
        if (tagged === null && isCurrent()) store.setState({ isWithoutTagger: true });
        const mentions = tagged === null ? named : joinFound(text, named, tagged, store.getState());
        return { mentions, taggedBy, stopped: null };
      } catch (error) {
        if (!isCurrent()) throw error;
        if (isAborted(error)) return { ...byName, stopped: error };
        if (isLoss(error)) lost(error);
        else tell(document, taggedBy, error);
        return byName;
      }
    },
  };
}

/**
 * Mentions found by name and by the model as one list, in order. The model's word counts, but a name that the curator
 * added, or that comes from a knowledge base of the curator's own, is a mention wherever it stands, and of two that overlap the longer stays; words that are
 * blocked and types that the project links to nothing are none.
 */
export function joinFound(
  text: string,
  named: readonly Mention[],
  tagged: readonly TaggedSpan[],
  { project, library }: Pick<AppState, 'project' | 'library'>,
): readonly Mention[] {
  const { synonyms, concepts } = project.overlay;
  const added = new Set([...synonyms, ...concepts].map(({ name }) => looseKey(name)));
  const isShipped = (kb: Sha256): boolean =>
    library.installed.some(({ hash, origin }) => hash === kb && origin === 'library');
  const isOwn = ({ span, type }: Mention): boolean =>
    added.has(looseKey(textOf(text, span))) ||
    scopeFor(project, type)?.kbs.some(({ kb }) => !isShipped(kb)) === true;

  const linked = tagged.filter(({ type }) => scopeFor(project, type) !== null);
  const joined = withoutBlocked(() => joinMentions(text, named, linked), project.overlay)(text);
  const mentions = withoutOverlap(text, [...joined, ...named.filter(isOwn)]);
  return mentions.sort((a, b) => compareSpans(a.span, b.span));
}
