import type { Watch } from '../progress.js';
import type { Mention, Span } from '../text/document.js';

/** A stretch of text that a model takes for a mention. */
export interface TaggedSpan {
  /** In the text as it was given, on word boundaries; never empty. */
  readonly span: Span;
  /** Semantic group: `Disease` or `Chemical`. */
  readonly type: string;
  /** The model's own probability that this very span and type is a mention, 0 to 1. */
  readonly confidence: number;
}

/** A mention that something else found, which the tagger may read as a hint. */
export type KnownMention = Pick<Mention, 'span' | 'type'>;

/** Finds mentions by their context, whether or not a knowledge base names them. */
export interface MentionTagger {
  /**
   * The mentions of one document, in order of the text; they do not overlap.
   *
   * @param known what the dictionary finder found in this text; without it, tagging is less exact
   * @throws {SeraphError} `aborted`; `device-lost` when the backend stopped answering
   */
  tag(text: string, watch?: Watch, known?: readonly KnownMention[]): Promise<readonly TaggedSpan[]>;
}
