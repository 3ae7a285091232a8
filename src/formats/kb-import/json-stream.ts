/** JSON too large to hold: the values at some paths, one by one. */
import { JSONParser, TokenType } from '@streamparser/json';
import { importError } from './files/import-error.js';
import { MAX_LINE_LENGTH } from './files/limits.js';
import type { Reading } from './files/reading.js';
import type { ImportFile } from './importer.js';

/** Brackets in brackets: no vocabulary needs more, and parsers keep all open ones. */
const MAX_DEPTH = 100;
/** Of one value, in bytes. The largest nodes of published ontologies have some 100 kB. */
const MAX_VALUE = 16 * 2 ** 20;

export interface JsonValue {
  /** Keys and positions from the top: `graphs`, `0`, `nodes`, `17`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Where it ends, from 1. */
  readonly line: number;
}

/**
 * Values in the order in which they end, those of a piece of the file together.
 *
 * @param paths `$.graphs.*.nodes.*`
 * @throws {SeraphError} `bad-format` with the line, `too-large` for depth, texts and values beyond measure, `aborted`
 */
export async function* readJson(
  file: ImportFile,
  reading: Reading,
  paths: readonly string[],
): AsyncGenerator<readonly JsonValue[], void, undefined> {
  let found: JsonValue[] = [];
  const parser = new JSONParser({ paths: [...paths], keepStack: false });
  const limits = new JsonLimits(file.name, Math.max(...paths.map((path) => path.split('.').length - 1)));
  const lines = new LineCounter();
  parser.onToken = ({ token, offset }) => {
    lines.offset = offset;
    limits.token(token);
  };
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((outer) => outer.key), key];
    found.push({ path: keys.map(String), value, line: lines.line() });
  };
  const encoder = new TextEncoder();
  for await (const text of reading.texts(file)) {
    const bytes = encoder.encode(text);
    lines.next(bytes);
    guarded(file.name, lines, () => parser.write(bytes));
    limits.piece(bytes.length, lines.line());
    if (found.length > 0) yield found;
    found = [];
  }
  if (!parser.isEnded) guarded(file.name, lines, () => parser.end());
}

/** Texts of a JSON file as they are, for another parser: looked through for what it would have to hold whole. */
export async function* checkedJson(
  file: ImportFile,
  reading: Reading,
): AsyncGenerator<string, void, undefined> {
  // No path matches: the parser checks and keeps nothing.
  const parser = new JSONParser({ paths: ['$.none.none'], keepStack: false });
  const limits = new JsonLimits(file.name, 2);
  const lines = new LineCounter();
  parser.onToken = ({ token, offset }) => {
    lines.offset = offset;
    limits.token(token);
  };
  parser.onValue = () => undefined;
  const encoder = new TextEncoder();
  for await (const text of reading.texts(file)) {
    const bytes = encoder.encode(text);
    lines.next(bytes);
    guarded(file.name, lines, () => parser.write(bytes));
    limits.piece(bytes.length, lines.line());
    yield text;
  }
  if (!parser.isEnded) guarded(file.name, lines, () => parser.end());
}

/** Keeps watch over what a parser of JSON must hold at once. */
class JsonLimits {
  #depth = 0;
  #deepest = 0;
  #shallowest = 0;
  #tokens = 0;
  /** Bytes since a token, and since a place outside every value. */
  #textBytes = 0;
  #valueBytes = 0;

  /** @param valueDepth brackets around the values that are kept whole */
  constructor(
    private readonly file: string,
    private readonly valueDepth: number,
  ) {}

  token(token: TokenType): void {
    this.#tokens++;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      this.#depth++;
      this.#deepest = Math.max(this.#deepest, this.#depth);
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      this.#depth--;
      this.#shallowest = Math.min(this.#shallowest, this.#depth);
    }
  }

  /** After each piece of a file. @throws {SeraphError} `too-large` */
  piece(bytes: number, line: number): void {
    this.#textBytes = this.#tokens > 0 ? 0 : this.#textBytes + bytes;
    this.#valueBytes = this.#shallowest <= this.valueDepth ? 0 : this.#valueBytes + bytes;
    this.#check('it is nested too deeply', MAX_DEPTH, this.#deepest, line);
    this.#check('one text in it is too long', MAX_LINE_LENGTH, this.#textBytes, line);
    this.#check('one entry in it is too large', MAX_VALUE, this.#valueBytes, line);
    this.#tokens = 0;
    this.#shallowest = this.#depth;
  }

  #check(what: string, expected: number, got: number, line: number): void {
    if (got <= expected) return;
    const todo = 'Check that this is the vocabulary you mean';
    throw importError({ file: this.file, line }, what, todo, { expected, got }, 'too-large');
  }
}

/** The line of a byte, while bytes come in pieces. */
class LineCounter {
  /** Of the last token in the whole file, in bytes. */
  offset = 0;
  #bytes = new Uint8Array(0);
  #start = 0;
  #counted = 0;
  #line = 1;

  next(bytes: Uint8Array<ArrayBuffer>): void {
    this.offset = this.#start + this.#bytes.length;
    this.line();
    this.#start = this.offset;
    this.#bytes = bytes;
    this.#counted = 0;
  }

  line(): number {
    const end = Math.min(this.offset - this.#start, this.#bytes.length);
    for (; this.#counted < end; this.#counted++) {
      if (this.#bytes[this.#counted] === 0x0a) this.#line++;
    }
    return this.#line;
  }
}

/** Gives what a parser throws the line. */
function guarded(file: string, lines: LineCounter, step: () => void): void {
  try {
    step();
  } catch (error) {
    // The parser's own message is the only place that tells where a wrong character stands.
    const [, position] = /absolute position "(\d+)"/.exec(String(error)) ?? [];
    if (position !== undefined) lines.offset = Number(position);
    throw badJson(file, lines.line());
  }
}

function badJson(file: string, line: number): Error {
  return importError(
    { file, line },
    'this is not JSON, or it ends too early',
    'Download or export the file again',
    { expected: 'JSON' },
  );
}
