import type { ConceptId } from '../../core/ids.js';
import type { MappedConcept } from '../../core/kb/view/mapped.js';

interface OtherIdsProps {
  readonly id: ConceptId;
  readonly alsoIn: readonly MappedConcept[] | undefined;
}

/** The other ids under which knowledge bases in use have the same concept; nothing where there is none. */
export function OtherIds({ id, alsoIn = [] }: OtherIdsProps) {
  const [first, ...others] = new Set(
    alsoIn.map(({ conceptId }) => conceptId).filter((other) => other !== id),
  );
  if (first === undefined) return null;
  return (
    <span className="concept-id" title={[first, ...others].join(', ')}>
      = {first}
      {others.length > 0 && ` +${others.length}`}
    </span>
  );
}
