/** Retired CUIs (MRCUI): merged ones become aliases of the concept they went into, the others obsolete concepts. */
import type { ConceptDraft } from '../clean-concept.js';
import type { CuiGroup } from './cui-groups.js';
import { column } from './rrf-layout.js';

const CUI = {
  relation: column('MRCUI', 'REL'),
  reason: column('MRCUI', 'MAPREASON'),
  other: column('MRCUI', 'CUI2'),
};
/** MRCUI's relation of a CUI to the one it was merged into. */
const MERGED = 'SY';

/** Merged CUIs by the one they went into, as sorted numbers: 16 bytes each. */
export class MergedCuis {
  readonly #targets: Float64Array;
  readonly #retired: Float64Array;

  private constructor(pairs: readonly (readonly [target: number, retired: number])[]) {
    this.#targets = Float64Array.from(pairs, ([target]) => target);
    this.#retired = Float64Array.from(pairs, ([, retired]) => retired);
  }

  static async read(groups: AsyncIterable<CuiGroup>): Promise<MergedCuis> {
    const pairs: (readonly [number, number])[] = [];
    for await (const { cui, rows } of groups) {
      for (const { cells } of rows) {
        const target = cells[CUI.other] ?? '';
        if (isMerged(cells) && target !== '') pairs.push([numberOf(target), numberOf(cui)]);
      }
    }
    return new MergedCuis(pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
  }

  into(cui: string): readonly string[] {
    const target = numberOf(cui);
    let low = 0;
    let high = this.#targets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#targets[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let at = low; this.#targets[at] === target; at++) {
      found.push(`C${String(this.#retired[at] ?? 0).padStart(7, '0')}`);
    }
    return found;
  }
}

/**
 * What is left of a CUI that was not merged. MRCUI has no names, so it goes by its id.
 *
 * @returns null when it lives on in another concept
 */
export function retiredDraft({ cui, rows }: CuiGroup, group: string): ConceptDraft | null {
  if (rows.some(({ cells }) => isMerged(cells) && cells[CUI.other] !== '')) return null;
  const consider = rows.map(({ cells }) => cells[CUI.other] ?? '');
  const reasons = rows.map(({ cells }) => cells[CUI.reason] ?? '');
  return { id: cui, name: cui, group, notes: [...new Set(reasons)], obsolete: { replacedBy: [], consider } };
}

function isMerged(cells: readonly string[]): boolean {
  return cells[CUI.relation] === MERGED;
}

function numberOf(cui: string): number {
  return Number(cui.slice(1));
}
