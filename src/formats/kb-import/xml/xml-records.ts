/**
 * XML streamed record by record: of a file of hundreds of megabytes, one record at a time becomes a small tree.
 * Nothing outside the file is ever read, and no entities but XML's own five are known.
 */
import { importError } from '../files/import-error.js';
import type { Reading } from '../files/reading.js';
import type { ImportFile } from '../importer.js';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

export interface XmlRecord {
  readonly element: XmlElement;
  /** On which it begins, from 1. */
  readonly line: number;
}

const MAX_DEPTH = 64;
/** Of one record: characters of its text and attributes, and 100 for each element. */
const MAX_RECORD = 1 << 24;
/** Characters without an event of the parser: a text, tag or comment that long is no vocabulary's. */
const MAX_TOKEN = 1 << 22;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * The elements of the given names, wherever they stand outside each other.
 *
 * @throws {SeraphError} `bad-format` for XML that is not well-formed, declares entities or is nested too deep;
 * `too-large` for a record beyond all measure
 */
export async function* xmlRecords(
  file: ImportFile,
  reading: Reading,
  names: ReadonlySet<string>,
): AsyncGenerator<XmlRecord, void, undefined> {
  // Loaded when needed: most imports never meet XML.
  const { SaxesParser } = await import('@rubensworks/saxes');
  const parser = new SaxesParser();
  const path: OpenElement[] = [];
  const finished: XmlRecord[] = [];
  let depth = 0;
  let line = 1;
  let size = 0;
  let quiet = 0;
  const grow = (by: number): void => {
    quiet = 0;
    size += by;
    if (path.length > 0 && size > MAX_RECORD) throw tooLarge(file, line, 'a record');
  };
  parser.on('doctype', (doctype) => {
    quiet = 0;
    if (/<!ENTITY/i.test(doctype)) {
      throw importError(
        { file: file.name, line: parser.line },
        'it declares entities, which can make a small file endless or read others',
        'Get the file from its publisher again',
      );
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH)
      throw importError(
        { file: file.name, line: parser.line },
        'its elements are nested too deep',
        'Choose another file',
      );
    if (path.length === 0) {
      quiet = 0;
      if (!names.has(name)) return;
      line = parser.line;
      size = 0;
    }
    path.push({ name, attributes, children: [], text: '' });
    grow(100 + Object.entries(attributes).reduce((sum, [key, value]) => sum + key.length + value.length, 0));
  });
  const addText = (text: string): void => {
    grow(text.length);
    const open = path.at(-1);
    if (open) open.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('comment', () => (quiet = 0));
  parser.on('closetag', () => {
    depth--;
    quiet = 0;
    const element = path.pop();
    if (!element) return;
    const above = path.at(-1);
    if (above) above.children.push(element);
    else finished.push({ element, line });
  });
  for await (const text of reading.texts(file)) {
    quiet += text.length;
    run(file, () => {
      parser.write(text);
    });
    if (quiet > MAX_TOKEN + text.length) throw tooLarge(file, parser.line, 'a part without a tag');
    yield* finished.splice(0);
  }
  run(file, () => {
    parser.close();
  });
  yield* finished;
}

/** saxes's own errors say line and column: `3:7: unclosed tag: a`. */
function run(file: ImportFile, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'SeraphError') throw error;
    const [, line, what = error.message] = /^(\d+):\d+: (.*?)\.?$/s.exec(error.message) ?? [];
    throw importError(
      { file: file.name, line: line === undefined ? null : Number(line) },
      `this is not well-formed XML (${what.slice(0, 200)})`,
      'Get the file again',
    );
  }
}

function tooLarge(file: ImportFile, line: number, what: string): Error {
  return importError(
    { file: file.name, line },
    `${what} is far too long`,
    'Choose another file',
    {},
    'too-large',
  );
}

/** Children of this name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Text under a path of names, each the first of its kind; empty when there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  const found = path.reduce<XmlElement | undefined>(
    (above, name) => above?.children.find((child) => child.name === name),
    element,
  );
  return found?.text.trim() ?? '';
}
