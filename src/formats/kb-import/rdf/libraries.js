/**
 * The parsers of RDF, each fetched when the first file needs it. Plain JavaScript with types beside it: the libraries'
 * own types bring in those of Node, whose globals are not the browser's.
 */

/** @type {import('./libraries.js').loadTurtleParser} */
export async function loadTurtleParser() {
  const { Parser } = await import('n3');
  return (options) => new Parser(options);
}

/** @type {import('./libraries.js').loadRdfXmlParser} */
export async function loadRdfXmlParser() {
  const { RdfXmlParser } = await import('rdfxml-streaming-parser');
  return (options) => new RdfXmlParser(options);
}

/** @type {import('./libraries.js').loadJsonLdParser} */
export async function loadJsonLdParser() {
  const { JsonLdParser } = await import('jsonld-streaming-parser');
  return (options) => new JsonLdParser(options);
}
