/** How a file of RDF is written, by its beginning. */

export type RdfSyntax = 'turtle' | 'n-triples' | 'rdf-xml' | 'json-ld';

/** Syntaxes of OWL that are not RDF: recognised, to be able to say what to do. */
export type OtherOwlSyntax = 'OWL/XML' | 'OWL functional syntax' | 'Manchester syntax';

export interface RecognisedSyntax {
  readonly syntax: RdfSyntax | OtherOwlSyntax;
  /** 0 to 1. */
  readonly sure: number;
}

/** `<s> <p> <o> .` or a literal, the line of N-Triples. */
const TRIPLE =
  /^(?:<[^<>\s]+>|_:\S+)[ \t]+<[^<>\s]+>[ \t]+(?:<[^<>\s]*>|_:\S+|".*"\S*)[ \t]*\.[ \t]*(?:#.*)?$/m;
const NAMED_N_TRIPLES = /\.nt(?:\.gz)?$/i;

/** A tag, an instruction or a comment; `<http://…>` of Turtle is none of these. */
const MARKUP = /^<(?:[?!]|[A-Za-z][\w.-]*(?::[\w.-]+)?[\s>])/;

/** @returns null when it is nothing of all this */
export function recogniseSyntax(name: string, head: string): RecognisedSyntax | null {
  const text = head.trimStart();
  if (MARKUP.test(text) && !TRIPLE.test(head)) {
    if (/<rdf:RDF[\s>]/.test(head)) return { syntax: 'rdf-xml', sure: 0.9 };
    if (/<Ontology[\s>]/.test(head) && head.includes('http://www.w3.org/2002/07/owl#')) {
      return { syntax: 'OWL/XML', sure: 0.5 };
    }
    return /\.(?:rdf|owl)$/i.test(name) ? { syntax: 'rdf-xml', sure: 0.4 } : null;
  }
  if (/^[{[]/.test(text)) {
    if (/"@(?:context|graph|id|type)"\s*:/.test(head)) return { syntax: 'json-ld', sure: 0.8 };
    return /\.jsonld$/i.test(name) ? { syntax: 'json-ld', sure: 0.4 } : null;
  }
  if (/^\s*(?:Prefix|Ontology)\(/m.test(head)) return { syntax: 'OWL functional syntax', sure: 0.5 };
  if (/^Prefix:\s/m.test(head) && /^Ontology:/m.test(head)) return { syntax: 'Manchester syntax', sure: 0.5 };
  if (/^\s*(?:@prefix|@base|PREFIX|BASE)\s+\S*\s*</im.test(head)) return { syntax: 'turtle', sure: 0.9 };
  if (TRIPLE.test(head)) {
    const isLines = NAMED_N_TRIPLES.test(name) || (!/\.(?:ttl|n3)/i.test(name) && isAllTriples(head));
    return { syntax: isLines ? 'n-triples' : 'turtle', sure: 0.85 };
  }
  if (NAMED_N_TRIPLES.test(name)) return { syntax: 'n-triples', sure: 0.4 };
  return /\.(?:ttl|n3)$/i.test(name) ? { syntax: 'turtle', sure: 0.4 } : null;
}

/** The last line of a head may be cut off. */
function isAllTriples(head: string): boolean {
  const lines = head.split(/\r?\n/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.every((line) => isSilent(line) || TRIPLE.test(line));
}

/** A line of N-Triples that says nothing: empty, or a comment. */
export function isSilent(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}
