import type { ConceptId } from '../../../core/ids.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import type { MigrationLine, MigrationSelection } from '../../../state/kbs/kb-state.js';

type Named = Pick<Concept, 'id' | 'name'>;

/** What a decision may become: its concept in the new version first, then what may be meant instead. */
export function choicesFor({ after, consider }: MigrationLine): readonly Named[] {
  const others = consider.filter(({ id }) => id !== after?.id);
  return after ? [after, ...others] : others;
}

/** Changes that the new version itself names; where it only gives hints, nothing is decided for the curator. */
export function proposed(lines: readonly MigrationLine[]): MigrationSelection {
  return new Map(lines.flatMap(({ before, after }) => (after ? [[before.id, after] as const] : [])));
}

/** With one concept changed to another, or left as it is. */
export function withChoice(
  selection: MigrationSelection,
  before: ConceptId,
  after: Named | null,
): MigrationSelection {
  const next = new Map(selection);
  if (after) next.set(before, after);
  else next.delete(before);
  return next;
}

/** Mentions whose decision the selection changes. */
export function mentionsIn(lines: readonly MigrationLine[], selection: MigrationSelection): number {
  return lines.reduce((sum, { before, mentions }) => sum + (selection.has(before.id) ? mentions : 0), 0);
}
