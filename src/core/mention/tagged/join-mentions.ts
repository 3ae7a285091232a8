/**
 * The mentions of a document that the model's head tagged and those that the dictionary finder found, as one list. The
 * rules and their numbers were chosen on held-out documents of the training parts (docs/mention-finder.md).
 */
import type { Mention } from '../../text/document.js';
import { compareSpans, overlaps } from '../../text/span.js';
import { abbreviationsOf } from '../abbreviations.js';
import { withoutOverlap } from '../finder.js';
import { mentionIdOf } from '../mention-id.js';
import { occurrencesOf } from '../occurrences.js';
import type { TaggedSpan } from '../tagger.js';

/** Types of mention that the head was trained on. Of other types the dictionary finder alone can tell. */
export const TAGGED_TYPES: ReadonlySet<string> = new Set(['Disease', 'Chemical']);

/** Less probable tagged spans are passed over. */
const LEAST_CONFIDENCE = 0.3;

/**
 * - What the model tagged is a mention. Where the finder found the same span with the same type, its mention stands, with
 *   its long form.
 * - A short form that the text defines is a mention wherever it stands when its long form ends in one, with that type and
 *   long form, whether or not the model tagged it there.
 * - What the finder alone found of the types that the model knows is dropped: the model was told of it and did not tag
 *   it. Of other types it stays where it overlaps nothing.
 *
 * In order of the text; no two overlap; ids are those of `mentionIdOf`. O(n log n) in mentions, linear in the text.
 *
 * @param dictionary what the finder found: no two overlap
 */
export function joinMentions(
  text: string,
  dictionary: readonly Mention[],
  tagged: readonly TaggedSpan[],
): readonly Mention[] {
  const counted = tagged.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  const found = new Map(dictionary.map((mention) => [mention.id, mention]));
  const fromModel = counted.map(({ span, type }): Mention => {
    const id = mentionIdOf(span);
    const known = found.get(id);
    return known?.type === type ? known : { id, span, type, origin: 'model' };
  });
  const joined = withoutOverlap(text, [...shortForms(text, fromModel), ...fromModel]);
  const others = dictionary.filter(
    ({ type, span }) => !TAGGED_TYPES.has(type) && !joined.some((mention) => overlaps(mention.span, span)),
  );
  return [...joined, ...others].sort((a, b) => compareSpans(a.span, b.span));
}

/** A mention for each place where a short form stands whose long form ends in one of the mentions. */
function shortForms(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const typeEndingAt = new Map(mentions.map(({ span, type }) => [span.end, type]));
  const defined = new Map<string, Pick<Mention, 'type' | 'longForm'>>();
  for (const { shortForm, longForm, longSpan } of abbreviationsOf(text)) {
    const type = typeEndingAt.get(longSpan.end);
    if (type !== undefined) defined.set(shortForm, { type, longForm });
  }
  return occurrencesOf(text, new Set(defined.keys())).flatMap(({ form, span }): readonly Mention[] => {
    const definition = defined.get(form);
    return definition ? [{ id: mentionIdOf(span), span, ...definition, origin: 'abbreviation' }] : [];
  });
}
