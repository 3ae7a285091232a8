import { normaliseName } from '../kb/normalise-name.js';
import type { Mention } from '../text/document.js';
import { textOf } from '../text/span.js';
import type { LinkView } from './link-view.js';

/**
 * How a mention is read in a knowledge base: without the long form that only stood before it in the text (`withLongForms`)
 * when the knowledge base knows the short form and not the long one ("ecstasy (MDMA)"). What its own letters spell
 * stays, as a short form that is a name may be another's.
 */
export function readingOf({ names }: Pick<LinkView, 'names'>, text: string, mention: Mention): Mention {
  const { longForm, ...short } = mention;
  if (longForm === undefined) return mention;
  const words = textOf(text, mention.span);
  const isName = (name: string) => names.find(normaliseName(name)).length > 0 || names.alike(name).length > 0;
  return !isSpelledBy(words, longForm) && isName(words) && !isName(longForm) ? short : mention;
}

/** The letters and digits of a short form come in this order in its long form, the first of them as the first of a word. */
function isSpelledBy(shortForm: string, longForm: string): boolean {
  const [first = '', ...others] = lettersOf(shortForm);
  const said = longForm.toLowerCase();
  return [...said.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].some(({ 0: letter, index }) => {
    if (letter !== first) return false;
    let at = index;
    return others.every((other) => (at = said.indexOf(other, at + 1)) >= 0);
  });
}

function lettersOf(text: string): readonly string[] {
  return Array.from(text.toLowerCase()).filter((character) => /[\p{L}\p{N}]/u.test(character));
}
