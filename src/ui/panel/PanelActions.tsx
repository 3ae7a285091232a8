import type { MentionView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';

/** What else may be said about the mention. */
export function PanelActions({ mention }: { readonly mention: MentionView }) {
  const isSearching = useAppState((state) => state.search !== null);
  const isNil = mention.status === 'nil';
  return (
    <div className="actions">
      <CommandButton command="nil" className={`button button-plain ${isNil ? 'is-decided' : ''}`} withKey>
        {isNil ? 'None of these ✓' : 'None of these'}
      </CommandButton>
      {isSearching ? (
        <CommandButton command="escape" className="button button-plain" withKey>
          Back
        </CommandButton>
      ) : (
        <CommandButton command="search" className="button button-plain" withKey>
          Search
        </CommandButton>
      )}
      <CommandButton command="identical" className="button button-plain" withKey>
        All identical
      </CommandButton>
      <CommandButton command="edit-span" className="button button-plain quiet" withKey>
        Edit ends
      </CommandButton>
      <CommandButton command="delete-mention" className="button button-plain quiet" withKey>
        Delete mention
      </CommandButton>
    </div>
  );
}
