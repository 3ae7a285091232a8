/** How a file of RDF is written, by its beginning. */

export type RdfSyntax = 'turtle' | 'rdf-xml' | 'json-ld';

/** Syntaxes of OWL that are not RDF: recognised, to be able to say what to do. */
export type OtherOwlSyntax = 'OWL/XML' | 'OWL functional syntax' | 'Manchester syntax';

export interface RecognisedSyntax {
  readonly syntax: RdfSyntax | OtherOwlSyntax;
  /** 0 to 1. */
  readonly sure: number;
}

/** `<s> <p> <o> .` or a literal, the line of N-Triples. */
const TRIPLE = /^(?:<[^<>\s]+>|_:\S+)[ \t]+<[^<>\s]+>[ \t]+(?:<[^<>\s]*>|_:\S+|".*"\S*)[ \t]*\.[ \t]*$/m;

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
  if (TRIPLE.test(head)) return { syntax: 'turtle', sure: 0.85 };
  return /\.(?:ttl|nt|n3)$/i.test(name) ? { syntax: 'turtle', sure: 0.4 } : null;
}
