/** What stands for the short forms among mentions: long forms that the document defines, or says just before. */
import type { Mention } from '../text/document.js';
import { textOf } from '../text/span.js';
import { longFormsOf } from './abbreviations.js';

const LONGEST_SHORT_FORM = 10;
/** One word with a capital or a digit. */
const SHORT_FORM = /^(?=\S*[\p{Lu}\p{N}])\S+$/u;
/** What may stand between a mention and the short form behind it, and how long it may be. */
const OPENED = /\s{0,2}\($/;
const LONGEST_GAP = 3;
/** What may follow it: not "(CPA/EE)", "(5-HT6)", "(GABA(A)Rs)". */
const CLOSED = /^[),;:\s]/;

/**
 * Mentions of a text, each with its long form where it has none yet: by the algorithm of Schwartz and Hearst, or else the
 * mention that one like it follows in parentheses, whatever its letters ("fluorouracil (5-FU)"). In the training parts of
 * NCBI disease and BC5CDR 68 of 72 such pairs have a concept in common.
 */
export function withLongForms(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const defined = longFormsOf(text);
  const apposed = apposedForms(text, mentions);
  return mentions.map((mention) => {
    const words = textOf(text, mention.span);
    const longForm = mention.longForm ?? defined.get(words) ?? apposed.get(words);
    return longForm === undefined ? mention : { ...mention, longForm };
  });
}

/** Short form → the longer mention of the same type that it follows in parentheses, the first in the text. Linear. */
function apposedForms(text: string, mentions: readonly Mention[]): ReadonlyMap<string, string> {
  const endingAt = new Map<number, Mention>(mentions.map((mention) => [mention.span.end, mention]));
  const found = new Map<string, string>();
  for (const { span, type } of mentions.toSorted((a, b) => a.span.start - b.span.start)) {
    const opened = OPENED.exec(text.slice(Math.max(0, span.start - LONGEST_GAP), span.start))?.[0];
    const before = opened === undefined ? undefined : endingAt.get(span.start - opened.length);
    if (before?.type !== type) continue;
    const [said, form] = [textOf(text, before.span), textOf(text, span)];
    const isShort = form.length <= LONGEST_SHORT_FORM && form.length < said.length && SHORT_FORM.test(form);
    if (!isShort || !CLOSED.test(text.slice(span.end, span.end + 1)) || found.has(form)) continue;
    found.set(form, said.replace(/\s+/g, ' '));
  }
  return found;
}
