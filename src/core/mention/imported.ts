import type { MentionId } from '../ids.js';
import type { Mention, SourceDocument } from '../text/document.js';
import { mentionIdOf } from './mention-id.js';

/**
 * The mentions that came with a document's file, parallel to `document.annotations`. Where several have one span, the
 * later ones get a number: `m-0-5`, `m-0-5-2`.
 */
export function importedMentions(document: SourceDocument): readonly Mention[] {
  const seen = new Map<MentionId, number>();
  return document.annotations.map(({ span, type }) => {
    const id = mentionIdOf(span);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return {
      id: count === 1 ? id : (`${id}-${count}` as MentionId),
      span,
      type,
      origin: 'file',
    };
  });
}
