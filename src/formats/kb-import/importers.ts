/** Every format that a vocabulary can be imported from, as menus list them. */
import { biosynImporter } from './biosyn/biosyn-importer.js';
import { ctdImporter } from './ctd/ctd-importer.js';
import type { KbImporter } from './importer.js';
import { meshXmlImporter } from './mesh-xml/mesh-importer.js';
import { oboGraphImporter } from './obo-graph/obo-graph-importer.js';
import { oboImporter } from './obo/obo-importer.js';
import { rdfImporter } from './rdf/rdf-importer.js';
import { rf2Importer } from './rf2/rf2-importer.js';
import { rrfImporter } from './rrf/rrf-importer.js';
import { seraphImporter } from './seraph/seraph-importer.js';
import { bratNormImporter } from './table/brat-norm-importer.js';
import { tableImporter } from './table/table-importer.js';

export const IMPORTERS: readonly KbImporter[] = [
  oboImporter,
  oboGraphImporter,
  rdfImporter,
  ctdImporter,
  meshXmlImporter,
  rrfImporter,
  rf2Importer,
  tableImporter,
  bratNormImporter,
  biosynImporter,
  seraphImporter,
];
