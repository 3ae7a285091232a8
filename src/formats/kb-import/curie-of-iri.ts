/** The CURIE that vocabularies write for an IRI. IRIs that are in no known form stay as they are. */

/** From an IRI's beginning to a prefix; null takes the prefix from the IRI itself: `HP_0000118`. */
const FORMS: readonly (readonly [start: RegExp, prefix: string | null])[] = [
  [/^https?:\/\/purl\.obolibrary\.org\/obo\//, null],
  [/^https?:\/\/www\.ebi\.ac\.uk\/efo\//, null],
  [/^https?:\/\/www\.orpha\.net\/ORDO\//, null],
  [/^https?:\/\/id\.nlm\.nih\.gov\/mesh\//, 'MESH'],
  [/^https?:\/\/purl\.bioontology\.org\/ontology\/MESH\//, 'MESH'],
  [/^https?:\/\/purl\.bioontology\.org\/ontology\/RXNORM\//, 'RXNORM'],
  [/^https?:\/\/purl\.bioontology\.org\/ontology\/SNOMEDCT\//, 'SNOMEDCT'],
  [/^https?:\/\/snomed\.info\/(?:id|sct)\//, 'SNOMEDCT'],
  [/^https?:\/\/linkedlifedata\.com\/resource\/umls\/id\//, 'UMLS'],
  [/^https?:\/\/(?:www\.)?omim\.org\/(?:entry\/|phenotypicSeries\/)/, 'OMIM'],
  [/^https?:\/\/ncicb\.nci\.nih\.gov\/xml\/owl\/EVS\/Thesaurus\.owl#/, 'NCIT'],
  [/^https?:\/\/www\.ncbi\.nlm\.nih\.gov\/gene\//, 'NCBIGene'],
];

/** `http://identifiers.org/omim/154700` and `https://identifiers.org/omim:154700`; bioregistry.io writes the second. */
const RESOLVERS =
  /^https?:\/\/(?:www\.)?(?:identifiers\.org|bioregistry\.io)\/([A-Za-z][\w.]*)[/:]([^/\s]+)$/;

/** `HP_0000118`, also `NCBITaxon_Union_0000030`: the first underscore divides. */
const WITH_UNDERSCORE = /^([A-Za-z][A-Za-z0-9]*)_([^/#\s]+)$/;

export function curieOfIri(iri: string): string {
  for (const [start, prefix] of FORMS) {
    const rest = iri.replace(start, '');
    if (rest === iri) continue;
    if (prefix !== null) return /^[^/#\s]+$/.test(rest) ? `${prefix}:${rest}` : iri;
    const [, own, local] = WITH_UNDERSCORE.exec(rest) ?? [];
    return own && local ? `${own}:${local}` : iri;
  }
  const [, prefix, local] = RESOLVERS.exec(iri) ?? [];
  if (!prefix || !local) return iri;
  // Old identifiers.org repeats the prefix: `…/hgnc/HGNC:123`.
  return local.toLowerCase().startsWith(`${prefix.toLowerCase()}:`)
    ? local
    : `${prefix.toUpperCase()}:${local}`;
}
