/** A vocabulary as CURIEs name it. */
export interface Prefix {
  /** The Bioregistry's own prefix, lower-case. */
  readonly name: string;
  /** Other ways in which files write it; compared without case, spaces, hyphens, dots and underscores. */
  readonly aliases: readonly string[];
  /** Where an identifier is looked up, with `{id}` in it. */
  readonly link: string;
}

const OBO = 'https://purl.obolibrary.org/obo/';
/** The Bioregistry's resolver, for vocabularies whose own pages have no stable address by identifier. */
const RESOLVER = 'https://bioregistry.io/';

const obo = (written: string, ...aliases: readonly string[]): Prefix => ({
  name: written.toLowerCase(),
  aliases,
  link: `${OBO}${written}_{id}`,
});
const at = (name: string, link: string, ...aliases: readonly string[]): Prefix => ({ name, aliases, link });
const resolved = (name: string, ...aliases: readonly string[]): Prefix =>
  at(name, `${RESOLVER}${name}:{id}`, ...aliases);

/**
 * The prefixes that biomedical vocabularies cross-refer by. Names and aliases are those of the Bioregistry (CC0), as far
 * as they were met in the vocabularies that Seraph ships or reads.
 */
export const PREFIXES: readonly Prefix[] = [
  at('mesh', 'https://meshb.nlm.nih.gov/record/ui?ui={id}', 'MSH', 'MESH_DESCRIPTOR_UI', 'MESHD', 'MESHC'),
  obo('MONDO'),
  obo('DOID', 'DO'),
  obo('HP', 'HPO'),
  obo('GO', 'GOBP', 'GOCC', 'GOMF'),
  obo('CHEBI', 'ChEBIID'),
  obo('CL'),
  obo('UBERON'),
  obo('PATO'),
  obo('MP'),
  obo('MA'),
  obo('ZFA'),
  obo('BTO'),
  obo('FMA', 'FMAID'),
  obo('OGMS'),
  at('efo', 'https://www.ebi.ac.uk/efo/EFO_{id}'),
  at('hgnc', 'https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{id}'),
  at('ncbigene', 'https://www.ncbi.nlm.nih.gov/gene/{id}', 'EntrezGene', 'NCBI_GeneID', 'entrez', 'EGID'),
  at(
    'ncbitaxon',
    'https://www.ncbi.nlm.nih.gov/Taxonomy/Browser/wwwtax.cgi?id={id}',
    'NCBI_Taxonomy',
    'taxonomy',
    'taxid',
    'taxon',
  ),
  at('omim', 'https://omim.org/entry/{id}', 'MIM'),
  at('omim.ps', 'https://omim.org/phenotypicSeries/{id}', 'MIM.PS', 'MIMPS', 'OMIMPS'),
  at('orphanet', 'https://www.orpha.net/en/disease/detail/{id}', 'ORPHA', 'Orphanet.ORDO', 'ORDO'),
  at('umls', 'https://uts.nlm.nih.gov/uts/umls/concept/{id}', 'UMLS_CUI', 'CUI'),
  at(
    'snomedct',
    'https://browser.ihtsdotools.org/?perspective=full&conceptId1={id}',
    'SCTID',
    'SNOMED',
    'SNOMEDCT_US',
    'SCT',
  ),
  resolved('icd10', 'ICD', 'ICD10WHO'),
  resolved('icd10cm'),
  resolved('icd9', 'MTHICD9'),
  resolved('icd9cm'),
  resolved('icd11'),
  resolved('icdo'),
  resolved('ncit', 'NCI', 'NCI_Thesaurus', 'NCIThesaurus'),
  resolved('meddra', 'MEDRA'),
  resolved('gard'),
  at('cas', 'https://commonchemistry.cas.org/detail?cas_rn={id}', 'CASID', 'CAS_RN'),
  at(
    'pubchem.compound',
    'https://pubchem.ncbi.nlm.nih.gov/compound/{id}',
    'PUBCHEM',
    'PUBCHEM_CID',
    'CID',
    'DSSTox_CID',
  ),
  at('pubchem.substance', 'https://pubchem.ncbi.nlm.nih.gov/substance/{id}', 'PUBCHEM_SID'),
  at('chembl.compound', 'https://www.ebi.ac.uk/chembl/compound_report_card/{id}', 'CHEMBL'),
  at('drugbank', 'https://go.drugbank.com/drugs/{id}', 'DRUGBANK_ID'),
  resolved('unii'),
  resolved('rxnorm', 'RXCUI'),
  resolved('loinc', 'LNC'),
  resolved('atc', 'ATC_code'),
  resolved('kegg.disease'),
  resolved('kegg.compound'),
  resolved('lipidmaps', 'LIPID_MAPS'),
  resolved('hmdb'),
  resolved('inchikey'),
  at('reactome', 'https://reactome.org/content/detail/{id}', 'REACT'),
  at('wikipedia.en', 'https://en.wikipedia.org/wiki/{id}', 'Wikipedia'),
  at('wikidata', 'https://www.wikidata.org/wiki/{id}', 'WD_Entity'),
  resolved('eccode', 'EC', 'EC-CODE'),
  resolved('metacyc.compound', 'MetaCyc'),
  at('rhea', 'https://www.rhea-db.org/rhea/{id}'),
  at('ensembl', 'https://www.ensembl.org/id/{id}'),
  at('uniprot', 'https://www.uniprot.org/uniprotkb/{id}', 'UniProtKB', 'SwissProt', 'UP'),
  at('mgi', 'https://www.informatics.jax.org/accession/MGI:{id}', 'MGD'),
  resolved('rgd'),
  resolved('cellosaurus', 'CVCL'),
];
