/** What mentions a concept is for, as far as the prefix of its id tells: the one table for imports and the library. */

/** By prefix in lower case. Vocabularies of several kinds of concept (NCIT, EFO, MeSH) are left out on purpose. */
const GROUPS: Readonly<Record<string, string>> = {
  doid: 'Disease',
  mondo: 'Disease',
  omim: 'Disease',
  orphanet: 'Disease',
  ordo: 'Disease',
  hp: 'Phenotype',
  mp: 'Phenotype',
  fypo: 'Phenotype',
  wbphenotype: 'Phenotype',
  chebi: 'Chemical',
  dron: 'Chemical',
  drugbank: 'Chemical',
  rxnorm: 'Chemical',
  cl: 'Cell type',
  clo: 'Cell line',
  cvcl: 'Cell line',
  cellosaurus: 'Cell line',
  uberon: 'Anatomy',
  fma: 'Anatomy',
  emapa: 'Anatomy',
  ma: 'Anatomy',
  zfa: 'Anatomy',
  fbbt: 'Anatomy',
  wbbt: 'Anatomy',
  hgnc: 'Gene',
  ncbigene: 'Gene',
  mgi: 'Gene',
  pr: 'Protein',
  uniprot: 'Protein',
  uniprotkb: 'Protein',
  ncbitaxon: 'Species',
  so: 'Sequence feature',
};

/** The Gene Ontology's three parts have one prefix; the namespace tells them apart. */
const GENE_ONTOLOGY: Readonly<Record<string, string>> = {
  biological_process: 'Biological process',
  molecular_function: 'Molecular function',
  cellular_component: 'Cellular component',
};

/**
 * @param id a CURIE: `HP:0000118`
 * @param namespace OBO's `namespace`, where there is one
 * @returns null when neither tells
 */
export function groupOfId(id: string, namespace = ''): string | null {
  const colon = id.indexOf(':');
  const prefix = id.slice(0, Math.max(colon, 0)).toLowerCase();
  if (prefix === 'go') return own(GENE_ONTOLOGY, namespace);
  return own(GROUPS, prefix);
}

/** A key such as `constructor` must not find what every object has. */
function own(table: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
