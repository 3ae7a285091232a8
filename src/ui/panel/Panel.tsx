import { useEffect } from 'react';
import { focusedMention } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { CandidateList } from './CandidateList.js';
import { ConceptCard } from './ConceptCard.js';
import { LastAction } from './LastAction.js';
import { MentionHead } from './MentionHead.js';
import { PanelActions } from './PanelActions.js';
import { SearchBox } from './SearchBox.js';
import { useSwipe } from './use-swipe.js';

/** Everything about the focused mention: what it may be, and the keys to say so. */
export function Panel() {
  const app = useApp();
  const mention = useAppState(focusedMention);
  const isSearching = useAppState((state) => state.search !== null);
  const isKbOpen = useAppState((state) => state.kb !== null);
  const swipe = useSwipe((step) => app.run(step === 1 ? 'next-mention' : 'previous-mention'));
  useEffect(() => {
    if (!mention || !isKbOpen) return;
    const { decision } = mention;
    const ids = mention.candidates.map(({ conceptId }) => conceptId);
    const decided = decision.kind === 'accepted' || decision.kind === 'corrected' ? [decision.conceptId] : [];
    app.needConcepts([...ids, ...decided]);
  }, [app, mention, isKbOpen]);

  return (
    <aside className="panel" aria-label="Concepts" {...swipe}>
      {mention ? (
        <>
          <MentionHead mention={mention} />
          {isSearching ? <SearchBox /> : <CandidateList mention={mention} />}
          <PanelActions mention={mention} />
          {!isSearching && <ConceptCard mention={mention} />}
        </>
      ) : (
        <Empty />
      )}
      <LastAction />
    </aside>
  );
}

/** Teaches the one next step. */
function Empty() {
  const isFound = useAppState(
    ({ currentId, suggestions }) => currentId !== null && suggestions.has(currentId),
  );
  return (
    <p className="panel-empty">
      {isFound
        ? 'No mention was found in this text. Select words and press m to mark one.'
        : 'Mentions appear here as soon as the knowledge base is read. You can read the text meanwhile.'}
    </p>
  );
}
