/** Files of RDF as statements, whatever their syntax, those of a piece of the file together. */
import { importError } from '../files/import-error.js';
import { MAX_LINE_LENGTH } from '../files/limits.js';
import type { Reading } from '../files/reading.js';
import type { ImportFile, ImportReport } from '../importer.js';
import { checkedJson } from '../json-stream.js';
import {
  loadJsonLdParser,
  loadRdfXmlParser,
  loadTurtleParser,
  type QuadStream,
  type RdfQuad,
  type TextSource,
} from './libraries.js';
import { readNTriples } from './n-triples.js';
import type { RdfSyntax } from './syntax.js';
import { XmlGuard } from './xml-guard.js';

/** Brackets in brackets of Turtle. */
const MAX_DEPTH = 100;
/** Relative addresses have to have a base; one that is nobody's. */
const BASE = 'https://example.org/';

export type Quads = AsyncGenerator<readonly RdfQuad[], void, undefined>;

/**
 * Nothing is ever fetched: a context of JSON-LD on the web, a document type of XML are refused.
 *
 * @param report told of lines of N-Triples that are skipped; in all other syntaxes nothing after a mistake can be read
 * @throws {SeraphError} `bad-format` with the line where the parser tells it, `too-large`, `aborted`
 */
export function readQuads(
  file: ImportFile,
  reading: Reading,
  syntax: RdfSyntax,
  report: ImportReport,
): Quads {
  switch (syntax) {
    case 'n-triples':
      return readNTriples(file, reading, report);
    case 'turtle':
      return readTurtle(file, reading);
    case 'rdf-xml':
      return readRdfXml(file, reading);
    case 'json-ld':
      return readJsonLd(file, reading);
  }
}

async function* readTurtle(file: ImportFile, reading: Reading): Quads {
  const createParser = await loadTurtleParser();
  const source = new TextEvents();
  let quads: RdfQuad[] = [];
  let failure: Error | null = null;
  let depth = 0;
  let deepest = 0;
  let sinceToken = 0;
  createParser({}).parse(source, {
    onQuad: (error, quad) => {
      if (error) failure ??= error;
      else if (quad) quads.push(quad);
    },
    onToken: ({ type }) => {
      sinceToken = 0;
      if (/^(?:\[|\(|\{|<<|<<\()$/.test(type)) depth++;
      else if (/^(?:\]|\)|\}|>>|\)>>)$/.test(type)) depth--;
      deepest = Math.max(deepest, depth);
    },
  });
  const checked = (): void => {
    if (failure !== null) throw badRdf(file, 'Turtle', failure);
    if (deepest > MAX_DEPTH) throw tooLarge(file, 'it is nested too deeply', MAX_DEPTH, deepest);
    if (sinceToken > MAX_LINE_LENGTH) {
      throw tooLarge(file, 'one text in it is too long', MAX_LINE_LENGTH, sinceToken);
    }
  };
  // Some broken statements make the parser throw instead of telling.
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      failure ??= asError(error);
    }
    checked();
  };
  for await (const text of reading.texts(file)) {
    sinceToken += text.length;
    attempt(() => source.data(text));
    if (quads.length > 0) yield quads;
    quads = [];
  }
  attempt(() => source.end());
  if (quads.length > 0) yield quads;
}

async function* readRdfXml(file: ImportFile, reading: Reading): Quads {
  const createParser = await loadRdfXmlParser();
  const guard = new XmlGuard(file.name);
  const parser = createParser({ baseIRI: BASE, trackPosition: true, validateUri: false });
  yield* readStream(file, parser, 'RDF/XML', reading.texts(file), (text) => guard.check(text));
}

async function* readJsonLd(file: ImportFile, reading: Reading): Quads {
  const createParser = await loadJsonLdParser();
  const wanted: string[] = [];
  const documentLoader = {
    load: (url: string): Promise<never> => {
      wanted.push(url);
      return Promise.reject(new Error('A context is never fetched.'));
    },
  };
  const parser = createParser({ baseIRI: BASE, documentLoader });
  try {
    yield* readStream(file, parser, 'JSON-LD', checkedJson(file, reading), () => undefined);
  } catch (error) {
    const [url] = wanted;
    if (url === undefined) throw error;
    throw importError(
      { file: file.name },
      'its context lies on the web, and Seraph fetches nothing',
      'Put the context into the file, or save it as Turtle',
      { expected: 'a context in the file', got: url.slice(0, 200) },
    );
  }
}

async function* readStream(
  file: ImportFile,
  parser: QuadStream,
  syntax: string,
  texts: AsyncIterable<string>,
  check: (text: string) => void,
): Quads {
  let quads: RdfQuad[] = [];
  let failure: Error | null = null;
  const ended = new Promise<void>((resolve) => {
    parser.on('data', (quad) => quads.push(quad));
    parser.on('error', (error) => {
      failure ??= error;
      resolve();
    });
    parser.on('end', resolve);
  });
  const checked = (): void => {
    if (failure !== null) throw badRdf(file, syntax, failure);
  };
  try {
    for await (const text of texts) {
      check(text);
      const written = new Promise<void>((resolve) => parser.write(text, () => resolve())).catch(
        (error: unknown) => (failure ??= asError(error)),
      );
      // A failed parser may never say that it has taken the text.
      await Promise.race([written, ended]);
      checked();
      if (quads.length > 0) yield quads;
      quads = [];
    }
    parser.end();
    await ended;
    checked();
    if (quads.length > 0) yield quads;
  } finally {
    parser.destroy();
  }
}

/** The source of texts that n3 listens to. */
class TextEvents implements TextSource {
  #onData: (text: string) => void = () => undefined;
  #onEnd: () => void = () => undefined;

  on(event: 'data' | 'end' | 'error', listener: (value: never) => void): void {
    if (event === 'data') this.#onData = listener as (text: string) => void;
    else if (event === 'end') this.#onEnd = listener as () => void;
  }

  data(text: string): void {
    this.#onData(text);
  }

  end(): void {
    this.#onEnd();
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Parsers write the line into their messages: n3 at the end, the others at the beginning. */
function badRdf({ name }: ImportFile, syntax: string, error: Error): Error {
  const [, after, before] = /on line (\d+)\.?$|^(?:Line )?(\d+)(?: column |:)\d+/.exec(error.message) ?? [];
  const line = Number(after ?? before ?? 0);
  const place = { file: name, line: line > 0 ? line : null };
  const todo = 'Correct the place, or save the vocabulary again with the program it comes from';
  return importError(place, `this is not ${syntax}`, todo, {
    expected: syntax,
    got: error.message.slice(0, 200),
  });
}

function tooLarge({ name }: ImportFile, what: string, expected: number, got: number): Error {
  const todo = 'Check that this is the vocabulary you mean';
  return importError({ file: name }, what, todo, { expected, got }, 'too-large');
}
