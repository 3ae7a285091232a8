import type { ConceptId, Sha256 } from '../../../ids.js';
import { wholeKb } from '../../../project/scopes.js';
import { tablesOf } from '../../array-tables.js';
import { createConcept, exactSynonyms, type Concept } from '../../knowledge-base.js';
import type { LoadedKb, ViewPart } from '../loaded-kb.js';
import type { KbView } from '../view.js';

export const idOf = (id: string): ConceptId => id as ConceptId;
export const idsOf = (...ids: readonly string[]): ConceptId[] => ids.map(idOf);

/** `concept('D1 = Cold fever | Fever, cold', { … })`: id, preferred name, synonyms. */
export function concept(written: string, more: Partial<Concept> = {}): Concept {
  const [id, names = ''] = written.split(' = ');
  const [name = '', ...synonyms] = names.split(' | ');
  return createConcept({
    synonyms: exactSynonyms(synonyms, name),
    group: 'Disease',
    ...more,
    id: idOf(id ?? ''),
    name,
  });
}

/** A knowledge base whose hash repeats the first letter of its id. */
export function kbOf(id: string, ...concepts: readonly (string | Concept)[]): LoadedKb {
  const all = concepts.map((each) => (typeof each === 'string' ? concept(each) : each));
  return { ...tablesOf(all), hash: id.charAt(0).repeat(64) as Sha256, info: { id } };
}

export function whole(kb: LoadedKb): ViewPart {
  return { kb, use: wholeKb(kb.hash) };
}

/** The id of the concept that stands for the one with this id. */
export function sameAs(view: KbView, id: string): string {
  return view.concepts.idAt(view.sameAs(view.concepts.indexOf(idOf(id))));
}

/** Ids of the concepts that a name is offered for, one for each that counts as one, in order. */
export function offeredFor(view: KbView, name: string): readonly string[] {
  const offered = view.names
    .find(name)
    .flatMap((nameIndex) =>
      [...view.names.conceptsOf(nameIndex)].filter((owner) => view.offers(nameIndex, owner)),
    );
  return [...new Set(offered.map((owner) => view.concepts.idAt(view.sameAs(owner))))];
}
