import { Button } from 'react-aria-components/Button';
import { countOf } from '../../state/document-view.js';
import type { SourceDocument } from '../../core/text/document.js';
import { useApp, useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';
import { PageFrame } from '../parts/PageFrame.js';

/** All documents with how much of each is decided. */
export function DocumentsPage() {
  const documents = useAppState((state) => state.documents);
  return (
    <PageFrame
      title="Documents"
      actions={
        <CommandButton command="import" className="button" withKey>
          Import
        </CommandButton>
      }
    >
      <ul className="list">
        {documents.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
    </PageFrame>
  );
}

function DocumentRow({ document }: { readonly document: SourceDocument }) {
  const app = useApp();
  const isCurrent = useAppState((state) => state.currentId === document.id);
  const isOnly = useAppState((state) => state.documents.length === 1);
  const count = useAppState((state) => {
    const counts = countOf(state, document.id);
    return counts ? `${counts.decided}/${counts.total} decided` : 'not opened yet';
  });
  const start = document.text.slice(0, document.titleEnd || 120);
  return (
    <li className="list-row" aria-current={isCurrent}>
      <button type="button" className="list-open" onClick={() => app.openDocument(document.id)}>
        <span className="list-label">{document.label}</span>
        <span className="list-start">{start}</span>
      </button>
      <span className="quiet list-count">{count}</span>
      <Button
        className="button button-plain"
        isDisabled={isOnly}
        aria-label={`Remove ${document.label}`}
        onPress={() => app.removeDocument(document.id)}
      >
        Remove
      </Button>
    </li>
  );
}
