/** Filters of an import: values counted in what the preview looked at, and what the curator's choice means for reading. */
import type { ImportChoice, ImportFilter } from '../../core/kb/import.js';

/** Values of one filter with how often each was met. The list is bounded: a file may invent values without end. */
export class FilterCounts {
  /** Beyond this many, values are no choice for anybody. */
  static readonly MOST_VALUES = 500;
  readonly #counts = new Map<string, number>();

  /** @param times 0 for a value that the header declares */
  add(value: string, times = 1): void {
    const known = this.#counts.get(value);
    if (known === undefined && this.#counts.size >= FilterCounts.MOST_VALUES) return;
    this.#counts.set(value, (known ?? 0) + times);
  }

  get values(): readonly string[] {
    return [...this.#counts.keys()];
  }

  /** The most frequent first. @param isOff values that are off when nothing is chosen */
  filter(
    id: string,
    label: string,
    labelOf: (value: string) => string,
    isOff: (value: string) => boolean = () => false,
  ): ImportFilter {
    const values = [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([value, count]) => ({ value, label: labelOf(value), count }));
    return { id, label, values, chosen: this.values.filter((value) => !isOff(value)) };
  }
}

/**
 * Which values of a filter to read. A value that the preview did not meet was never on the curator's list: it is on,
 * unless it is off by itself.
 *
 * @param offered the filters as the preview offered them
 */
export function valueTest(
  filterId: string,
  offered: readonly ImportFilter[],
  choice: Pick<ImportChoice, 'filters'>,
  isOff: (value: string) => boolean = () => false,
): (value: string) => boolean {
  const filter = offered.find(({ id }) => id === filterId);
  const chosen = new Set(choice.filters[filterId] ?? filter?.chosen);
  const listed = new Set(filter?.values.map(({ value }) => value));
  return (value) => chosen.has(value) || (!listed.has(value) && !isOff(value));
}
