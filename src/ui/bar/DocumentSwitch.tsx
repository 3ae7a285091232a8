import { useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';

/** Which document of how many, and the way to its neighbours. */
export function DocumentSwitch() {
  const count = useAppState((state) => state.documents.length);
  const at = useAppState(({ documents, currentId }) => documents.findIndex(({ id }) => id === currentId));
  const label = useAppState(
    ({ documents, currentId }) => documents.find(({ id }) => id === currentId)?.label,
  );
  return (
    <nav className="bar-documents" aria-label="Documents">
      <CommandButton
        command="previous-document"
        className="button button-plain step"
        label="Previous document"
        isDisabled={at <= 0}
      >
        ‹
      </CommandButton>
      <CommandButton
        command="go-documents"
        className="button button-plain bar-document"
        label={`Document ${at + 1} of ${count}, ${label ?? ''}. List of documents`}
      >
        <span>
          Doc {at + 1}/{count}
        </span>
        <span className="bar-label quiet">{label}</span>
      </CommandButton>
      <CommandButton
        command="next-document"
        className="button button-plain step"
        label="Next document"
        isDisabled={at < 0 || at === count - 1}
      >
        ›
      </CommandButton>
    </nav>
  );
}
