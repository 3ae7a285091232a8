/**
 * The mentions of a document that the model's head tagged and those that the dictionary finder found, as one list. The
 * rules and their numbers were chosen on held-out documents of the training parts (docs/mention-finder.md).
 */
import type { Mention } from '../../text/document.js';
import { compareSpans, overlaps, textOf } from '../../text/span.js';
import { abbreviationsOf } from '../abbreviations.js';
import { withoutOverlap } from '../finder.js';
import { mentionIdOf } from '../mention-id.js';
import { occurrencesOf } from '../occurrences.js';
import type { TaggedSpan } from '../tagger.js';

/** Types of mention that the head was trained on. Of other types the dictionary finder alone can tell. */
export const TAGGED_TYPES: ReadonlySet<string> = new Set(['Disease', 'Chemical']);

/** Less probable tagged spans are passed over: the others are right more often than not. */
const LEAST_CONFIDENCE = 0.5;

/** What is as sure as this, and as long as this in characters, counts wherever the text says it again. */
const SURE = 0.9;
const LEAST_REPEATED_LENGTH = 4;

/** Of the places of a short form, the model must have tagged this share before the others follow. */
const LEAST_SHARE_OF_SHORT_FORMS = 0.5;

/**
 * - What the model tagged is a mention. Where the finder found the same span with the same type, its mention stands, with
 *   its long form.
 * - A short form that the text defines is a mention wherever it stands when its long form is one and the model tagged it at
 *   half of these places or more: it may name a gene ("adenomatous polyposis coli (APC)").
 * - Words that the model is sure of in one place are mentions in the others, too.
 * - What the finder alone found of the types that the model knows is dropped: the model was told of it and did not tag
 *   it. Of other types it stays where it overlaps nothing.
 *
 * In order of the text; no two overlap; ids are those of `mentionIdOf`. Linear in the text, quadratic in mentions.
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
  const named = withoutOverlap(text, [...shortForms(text, fromModel), ...fromModel]);
  const joined = [...named, ...apartFrom(named, repeated(text, counted))];
  const others = dictionary.filter(({ type }) => !TAGGED_TYPES.has(type));
  return [...joined, ...apartFrom(joined, others)].sort((a, b) => compareSpans(a.span, b.span));
}

function apartFrom(taken: readonly Mention[], mentions: readonly Mention[]): readonly Mention[] {
  return mentions.filter(({ span }) => !taken.some((mention) => overlaps(mention.span, span)));
}

/** A mention for each place of a short form whose long form is a mention, where enough of the places are. */
function shortForms(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const byId = new Map(mentions.map((mention) => [mention.id, mention]));
  return abbreviationsOf(text).flatMap(({ shortForm, longForm, longSpan }): readonly Mention[] => {
    const type = byId.get(mentionIdOf(longSpan))?.type;
    const places = occurrencesOf(text, new Set([shortForm]));
    const tagged = places.filter(({ span }) => byId.has(mentionIdOf(span)));
    if (type === undefined || tagged.length < LEAST_SHARE_OF_SHORT_FORMS * places.length) return [];
    return places.map(({ span }) => ({
      id: mentionIdOf(span),
      span,
      type,
      longForm,
      origin: 'abbreviation',
    }));
  });
}

/** Every place of the words that the model is sure of, whatever their capitals; no two overlap. */
function repeated(text: string, tagged: readonly TaggedSpan[]): readonly Mention[] {
  const lowered = text.toLowerCase();
  // Lower-casing may lengthen a text ("İ"); its places would not be those of the text.
  const searched = lowered.length === text.length ? lowered : text;
  const types = new Map(
    tagged
      .filter(({ span, confidence }) => confidence >= SURE && span.end - span.start >= LEAST_REPEATED_LENGTH)
      .map(({ span, type }) => [textOf(searched, span), type]),
  );
  const places = occurrencesOf(searched, new Set(types.keys())).flatMap(({ form, span }): Mention[] => {
    const type = types.get(form);
    return type === undefined ? [] : [{ id: mentionIdOf(span), span, type, origin: 'model' }];
  });
  return withoutOverlap(text, places);
}
