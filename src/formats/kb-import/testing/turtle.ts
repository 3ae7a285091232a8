/** Namespaces and prefixes of texts in Turtle. */
export const SKOS = 'http://www.w3.org/2004/02/skos/core#';
export const OWL = 'http://www.w3.org/2002/07/owl#';
export const PREFIXES = `@prefix skos: <${SKOS}> .
@prefix owl: <${OWL}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix x: <http://example.org/t/> .
`;
