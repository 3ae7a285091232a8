import { BestEntries } from './best-entries.js';
import { GRADES, type Preference } from './preference.js';

/** The lowest entries so far of each grade of preference: few of a high grade are not cut for many of a low one. */
export class GradedEntries {
  readonly #byGrade: readonly BestEntries[];
  #bound: number;

  /**
   * @param size how many to keep of each grade
   * @param end entries from here on are not wanted
   */
  constructor(
    size: number,
    end: number,
    private readonly preference: Preference,
  ) {
    this.#byGrade = Array.from({ length: GRADES }, () => new BestEntries(size, end));
    this.#bound = end;
  }

  /** An entry from here on changes nothing, whatever its grade. */
  get bound(): number {
    return this.#bound;
  }

  get entries(): readonly number[] {
    return this.#byGrade.flatMap(({ entries }) => entries);
  }

  /** Whether an entry of a concept would change anything. */
  wants(entry: number, concept: number): boolean {
    return entry < this.#bound && entry < (this.#byGrade[this.preference.gradeOf(concept)]?.bound ?? 0);
  }

  /**
   * Takes an entry that is wanted.
   *
   * @param shown what is shown for its concept
   */
  add(entry: number, concept: number, shown: number): void {
    this.#byGrade[this.preference.gradeOf(concept)]?.add(entry, shown);
    this.#bound = this.preference.grades.reduce(
      (most, grade) => Math.max(most, this.#byGrade[grade]?.bound ?? 0),
      0,
    );
  }
}
