/** Importers of formats that have one concept a line. */
import type { Concept } from '../../core/kb/knowledge-base.js';
import { cleanConcept, type ConceptDraft } from './clean-concept.js';
import { describeOntology } from './describe-ontology.js';
import { importError } from './files/import-error.js';
import { startReading, type Reading } from './files/reading.js';
import { HierarchyCheck } from './hierarchy-check.js';
import type { ImportFile, ImportReport, KbImporter } from './importer.js';
import { PREVIEW_CONCEPTS, previewReport } from './preview.js';

export interface LineFormat {
  readonly id: string;
  readonly label: string;
  /** How sure it is of files whose first lines it can all read. */
  readonly sureness: number;
  /** How a line is written, after "Each line must be written as". */
  readonly layout: string;
  /** The concept, or why the line is skipped. */
  readonly readLine: (line: string, group: string) => ConceptDraft | string;
}

const LOOKED_AT = 50;

export function createLineImporter(format: LineFormat): KbImporter {
  const { id, label, sureness, layout, readLine } = format;
  return {
    id,
    label,

    recognise: (files, heads) => (files.some(({ name }) => canRead(heads.get(name) ?? '')) ? sureness : 0),

    async preview(files, watch) {
      const report = previewReport();
      const concepts: Concept[] = [];
      for await (const concept of conceptsOf(format, files, '', startReading(watch), report)) {
        if (concepts.push(concept) >= PREVIEW_CONCEPTS) break;
      }
      const fileName = files[0]?.name ?? '';
      if (concepts.length === 0) {
        const todo = `Each line must be written as ${layout}`;
        throw importError({ file: fileName || 'The import' }, 'no concept was found in it', todo);
      }
      return {
        format: id,
        recognised: label,
        description: describeOntology({ fileName, iri: '', title: '', version: '', licence: '' }),
        concepts,
        filters: [],
        table: null,
        remarks: report.lines,
      };
    },

    read: (files, choice, report, watch) =>
      conceptsOf(format, files, choice.group, startReading(watch), report),
  };

  /** The last line of a head may be cut off. */
  function canRead(head: string): boolean {
    const lines = head.split(/\r?\n/).slice(0, LOOKED_AT + 1);
    const whole = lines.slice(0, Math.max(1, lines.length - 1)).filter((line) => line.trim() !== '');
    return whole.length > 0 && whole.every((line) => typeof readLine(line, '') !== 'string');
  }
}

async function* conceptsOf(
  { readLine }: LineFormat,
  files: readonly ImportFile[],
  group: string,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<Concept, void, undefined> {
  const seen = new HierarchyCheck();
  for (const file of files) {
    for await (const { first, lines } of reading.lines(file)) {
      for (const [index, text] of lines.entries()) {
        if (text.trim() === '') continue;
        const place = { file: file.name, line: first + index };
        const draft = readLine(text, group);
        if (typeof draft === 'string') report.add({ ...place, why: draft });
        const concept = typeof draft === 'string' ? null : cleanConcept(draft, place, report);
        if (!concept) continue;
        if (seen.add(concept.id, [], place.line)) yield concept;
        else report.add({ ...place, why: 'a concept whose id stood before was skipped' });
      }
    }
  }
}
