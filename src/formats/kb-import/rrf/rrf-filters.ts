/** What of a Metathesaurus is read: languages, sources, kinds of name, semantic types. */
import type { ImportChoice, ImportFilter } from '../../../core/kb/import.js';
import { FilterCounts, valueTest } from '../filter-counts.js';
import type { RrfRow } from './cui-groups.js';
import { column } from './rrf-layout.js';

export const CONSO = {
  language: column('MRCONSO', 'LAT'),
  status: column('MRCONSO', 'TS'),
  stringType: column('MRCONSO', 'STT'),
  preferred: column('MRCONSO', 'ISPREF'),
  source: column('MRCONSO', 'SAB'),
  termType: column('MRCONSO', 'TTY'),
  code: column('MRCONSO', 'CODE'),
  string: column('MRCONSO', 'STR'),
  suppress: column('MRCONSO', 'SUPPRESS'),
};
export const STY = { tui: column('MRSTY', 'TUI'), label: column('MRSTY', 'STY') };

const SUPPRESS_LABELS: Readonly<Record<string, string>> = {
  N: 'Names in use',
  O: 'Obsolete names',
  Y: 'Names suppressed by the source',
  E: 'Names suppressed by the editors of UMLS',
};

export interface RrfFilters {
  /** Of a row of MRCONSO. */
  readonly name: (cells: readonly string[]) => boolean;
  readonly source: (source: string) => boolean;
  readonly semanticType: (tui: string) => boolean;
}

/** Counts what the beginning of the files has. */
export class RrfSurvey {
  readonly #languages = new FilterCounts();
  readonly #sources = new FilterCounts();
  readonly #termTypes = new FilterCounts();
  readonly #suppressed = new FilterCounts();
  readonly #types = new FilterCounts();
  readonly #typeLabels = new Map<string, string>();

  addName(cells: readonly string[]): void {
    this.#languages.add(cells[CONSO.language] ?? '');
    this.#sources.add(cells[CONSO.source] ?? '');
    this.#termTypes.add(cells[CONSO.termType] ?? '');
    this.#suppressed.add(cells[CONSO.suppress] ?? '');
  }

  addTypes(rows: readonly RrfRow[]): void {
    for (const { cells } of rows) {
      const tui = cells[STY.tui] ?? '';
      this.#types.add(tui);
      this.#typeLabels.set(tui, cells[STY.label] ?? '');
    }
  }

  filters(): readonly ImportFilter[] {
    const plain = (value: string): string => value;
    const hasEnglish = this.#languages.values.includes('ENG');
    return [
      this.#languages.filter('language', 'Language', plain, (value) => hasEnglish && value !== 'ENG'),
      this.#sources.filter('source', 'Source vocabulary', plain),
      this.#types.filter('semantic-type', 'Semantic type', (tui) => this.#typeLabels.get(tui) ?? tui),
      this.#termTypes.filter('term-type', 'Kind of name', plain),
      this.#suppressed.filter(
        'suppressed',
        'Suppressed names',
        (value) => SUPPRESS_LABELS[value] ?? value,
        isSuppressed,
      ),
    ].filter(({ values }) => values.length > 0);
  }
}

/** @param offered as the preview offered them: what it did not meet follows its rule, not the list */
export function rrfFilters(
  offered: readonly ImportFilter[],
  choice: Pick<ImportChoice, 'filters'>,
): RrfFilters {
  const hasEnglish = offered.some(({ id, chosen }) => id === 'language' && chosen.includes('ENG'));
  const language = valueTest('language', offered, choice, (value) => hasEnglish && value !== 'ENG');
  const source = valueTest('source', offered, choice);
  const termType = valueTest('term-type', offered, choice);
  const suppressed = valueTest('suppressed', offered, choice, isSuppressed);
  return {
    source,
    semanticType: valueTest('semantic-type', offered, choice),
    name: (cells) =>
      language(cells[CONSO.language] ?? '') &&
      suppressed(cells[CONSO.suppress] ?? '') &&
      source(cells[CONSO.source] ?? '') &&
      termType(cells[CONSO.termType] ?? ''),
  };
}

function isSuppressed(value: string): boolean {
  return value !== 'N' && value !== '';
}
