import type { Concept } from '../kb/knowledge-base.js';

/**
 * Branches of MeSH that stand under "Chemicals and Drugs" but name something else than a chemical: enzymes, proteins,
 * nucleic acids, pharmaceutical forms ("tablets"), actions and uses ("anticonvulsants").
 */
const OUTSIDE = /^(?:D08\.811|D12\.776|D13\.444|D26|D27)(?:\.|$)/;

/**
 * True for a concept whose every place in MeSH is outside what curators of diseases and chemicals mark, so that it is
 * looked for in texts only where it was chosen (`projectNameIndex`). It can be found by search and linked by hand.
 * Concepts without tree numbers, of any vocabulary, are inside.
 */
export function isOutsideScope(concept: Concept): boolean {
  return concept.trees.length > 0 && concept.trees.every((tree) => OUTSIDE.test(tree));
}
