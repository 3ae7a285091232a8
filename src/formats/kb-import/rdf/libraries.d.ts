/** Terms of RDF as all three parsers give them (RDF/JS data model). */
export interface RdfTerm {
  readonly termType: string;
  readonly value: string;
}

export interface RdfObject extends RdfTerm {
  /** Of a literal; empty when it has none. */
  readonly language?: string;
}

export interface RdfQuad {
  readonly subject: RdfTerm;
  readonly predicate: RdfTerm;
  readonly object: RdfObject;
}

/** n3 reads from whatever tells it of data. */
export interface TextSource {
  on(event: 'data', listener: (text: string) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

export interface TurtleToken {
  readonly type: string;
  readonly line: number;
}

export interface TurtleParser {
  parse(
    source: TextSource,
    callbacks: {
      onQuad(error: Error | null, quad: RdfQuad | null): void;
      onToken(token: TurtleToken): void;
    },
  ): void;
  /** All of a text at once. @throws {Error} for what is not in the format */
  parse(text: string): readonly RdfQuad[];
}

/** The part of a transform stream that is used here. */
export interface QuadStream {
  write(text: string, done: (error?: Error | null) => void): boolean;
  end(): void;
  destroy(): void;
  on(event: 'data', listener: (quad: RdfQuad) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'end', listener: () => void): void;
}

export function loadTurtleParser(): Promise<(options: { readonly format?: string }) => TurtleParser>;

export function loadRdfXmlParser(): Promise<
  (options: {
    readonly baseIRI: string;
    readonly trackPosition: boolean;
    readonly validateUri: boolean;
  }) => QuadStream
>;

export function loadJsonLdParser(): Promise<
  (options: {
    readonly baseIRI: string;
    readonly documentLoader: { load(url: string): Promise<never> };
  }) => QuadStream
>;
