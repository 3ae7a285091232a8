import { normaliseName } from '../kb/normalise-name.js';
import type { Overlay } from '../project/project.js';
import { textOf } from '../text/span.js';
import type { MentionFinder } from './finder.js';

/**
 * A finder that passes over words which are, as written, a name that is blocked for every concept. A finder by itself
 * finds them by other names that they resemble: "fever" by "Fevers".
 */
export function withoutBlocked(find: MentionFinder, { blocked }: Pick<Overlay, 'blocked'>): MentionFinder {
  const everywhere = new Set(blocked.filter(({ conceptId }) => conceptId === null).map(({ name }) => name));
  if (everywhere.size === 0) return find;
  return (text) => find(text).filter(({ span }) => !everywhere.has(normaliseName(textOf(text, span))));
}
