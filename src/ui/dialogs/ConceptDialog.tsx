import type { ConceptId } from '../../core/ids.js';
import { ConceptCard } from '../card/ConceptCard.js';
import { Sheet } from './Sheet.js';

/** A concept by itself, away from any mention. */
export default function ConceptDialog({ id }: { readonly id: ConceptId }) {
  return (
    <Sheet title="Concept" hasClose>
      <ConceptCard key={id} id={id} />
    </Sheet>
  );
}
