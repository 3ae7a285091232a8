/** Seraph's own knowledge base file, exported from another browser. Its concepts are held to the limits of all imports. */
import type { Concept, KbDescription } from '../../../core/kb/knowledge-base.js';
import { readConceptLine } from '../../../core/kb/concept-line.js';
import { badLine, isTrailer, readHeader, readTrailer } from '../../kb-file-lines.js';
import { cleanConcept } from '../clean-concept.js';
import { importError } from '../files/import-error.js';
import { startReading, type Reading } from '../files/reading.js';
import { HierarchyCheck } from '../hierarchy-check.js';
import type { ImportFile, KbImporter } from '../importer.js';
import { PREVIEW_CONCEPTS } from '../preview.js';

const ID = 'seraph-kb';

export const seraphImporter: KbImporter = {
  id: ID,
  label: 'Seraph (.kb.gz)',

  recognise: (files, heads) =>
    files.length === 1 &&
    files.some(({ name }) => (heads.get(name) ?? '').startsWith('{"format":"seraph-kb"'))
      ? 1
      : 0,

  async preview(files, watch) {
    const concepts: Concept[] = [];
    let described: KbDescription | null = null;
    for await (const { concept, description } of conceptsOf(single(files), startReading(watch))) {
      described = description;
      if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
    }
    if (!described)
      throw importError({ file: single(files).name }, 'there is no concept in it', 'Choose another file');
    const { title, version } = described;
    return {
      format: ID,
      recognised: ['Seraph knowledge base', title, version].filter((part) => part !== '').join(', '),
      description: described,
      concepts,
      filters: [],
      table: null,
      remarks: [],
    };
  },

  async *read(files, _choice, report, watch) {
    const file = single(files);
    const hierarchy = new HierarchyCheck();
    for await (const { concept, line } of conceptsOf(file, startReading(watch))) {
      if (!hierarchy.add(concept.id, concept.parents, line)) {
        throw badLine(line, `the id ${concept.id} came before`, { got: concept.id });
      }
      const clean = cleanConcept(concept, { file: file.name, line }, report);
      if (clean) yield { ...clean, trees: concept.trees };
    }
    hierarchy.finish(file.name, report);
  },
};

function single(files: readonly ImportFile[]): ImportFile {
  const [file, second] = files;
  if (!file) throw importError({ file: 'The import' }, 'it has no file', 'Choose a knowledge base file');
  if (second)
    throw importError(
      { file: second.name },
      'a knowledge base is imported alone',
      'Import one after the other',
    );
  return file;
}

interface KbLine {
  readonly concept: Concept;
  readonly description: KbDescription;
  readonly line: number;
}

/** @throws {SeraphError} `bad-format` for a file that is damaged or cut off, `bad-version` */
async function* conceptsOf(file: ImportFile, reading: Reading): AsyncGenerator<KbLine, void, undefined> {
  let description: KbDescription | null = null;
  let promised: number | null = null;
  let count = 0;
  let number = 0;
  for await (const { lines } of reading.lines(file)) {
    for (const text of lines) {
      const line = ++number;
      if (description === null) {
        description = readHeader(text);
      } else if (promised !== null) {
        throw badLine(line, 'the file goes on after its end', {});
      } else if (isTrailer(text)) {
        promised = readTrailer(text, line).conceptCount;
      } else {
        const concept = readConceptLine(text, (what, data) => badLine(line, what, data));
        count++;
        yield { concept, description, line };
      }
    }
  }
  if (description === null || promised === null) throw badLine(number + 1, 'the file is cut off here', {});
  if (promised !== count) {
    throw badLine(number, `the file promises ${promised} concepts but has ${count}`, {
      expected: promised,
      got: count,
    });
  }
}
