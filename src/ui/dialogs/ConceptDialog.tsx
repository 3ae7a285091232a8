import type { ConceptId } from '../../core/ids.js';
import { focusedMention } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { ConceptCard } from '../card/ConceptCard.js';
import { Sheet } from './Sheet.js';

/** A concept by itself, with room to read; what it is walked to may be linked from here, too. */
export default function ConceptDialog({ id }: { readonly id: ConceptId }) {
  const mention = useAppState((state) => (state.page === 'document' ? focusedMention(state) : undefined));
  return (
    <Sheet title="Concept" hasClose>
      <ConceptCard key={id} id={id} mention={mention} isFound />
    </Sheet>
  );
}
