import type { Reading } from '../files/reading.js';
import type { ImportFile, ImportReport } from '../importer.js';
import { loadTurtleParser, type RdfQuad, type TurtleParser } from './libraries.js';
import { isSilent } from './syntax.js';

interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

/**
 * N-Triples: a statement a line (https://www.w3.org/TR/n-triples/), so that a bad line spoils no other. Bad lines are
 * reported and skipped.
 *
 * @throws {SeraphError} `bad-format` (wrong encoding, a line without end), `aborted`
 */
export async function* readNTriples(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<readonly RdfQuad[], void, undefined> {
  const createParser = await loadTurtleParser();
  const create = () => createParser({ format: 'N-Triples' });
  for await (const { first, lines } of reading.lines(file)) {
    const quads: RdfQuad[] = [];
    const spoken = lines
      .map((text, at) => ({ text, line: first + at }))
      .filter(({ text }) => !isSilent(text));
    readInto(quads, create, spoken, ({ line }) =>
      report.add({ file: file.name, line, why: 'a line that is no statement was skipped' }),
    );
    if (quads.length > 0) yield quads;
  }
}

/** All lines at once, which is fast; where that fails, each half by itself, down to the bad lines. */
function readInto(
  quads: RdfQuad[],
  create: () => TurtleParser,
  lines: readonly NumberedLine[],
  onBad: (line: NumberedLine) => void,
): void {
  const [first, ...others] = lines;
  if (first === undefined) return;
  const read = statementsOf(create(), lines);
  if (read !== null) {
    for (const quad of read) quads.push(quad);
  } else if (others.length === 0) {
    onBad(first);
  } else {
    const middle = lines.length >>> 1;
    readInto(quads, create, lines.slice(0, middle), onBad);
    readInto(quads, create, lines.slice(middle), onBad);
  }
}

/** Null unless each line is one statement. */
function statementsOf(parser: TurtleParser, lines: readonly NumberedLine[]): readonly RdfQuad[] | null {
  try {
    const quads = parser.parse(lines.map(({ text }) => text).join('\n'));
    return quads.length === lines.length ? quads : null;
  } catch {
    return null;
  }
}
