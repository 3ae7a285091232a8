import { useEffect, useState, type KeyboardEvent } from 'react';
import type { ConceptId } from '../../core/ids.js';
import { conceptInView } from '../../state/concept-in-view.js';
import { focusedMention, type MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { ConceptCard } from '../card/ConceptCard.js';
import { CandidateList } from './CandidateList.js';
import { LastAction } from './LastAction.js';
import { MentionHead } from './MentionHead.js';
import { PanelActions } from './PanelActions.js';
import { SearchBox } from './SearchBox.js';
import { focusCurrentMention } from '../text/focus-current-mention.js';
import { useSwipe } from './use-swipe.js';

/** Everything about the focused mention: what it may be, and the keys to say so. */
export function Panel() {
  const app = useApp();
  const mention = useAppState(focusedMention);
  const isSearching = useAppState((state) => state.search !== null);
  const opened = useAppState((state) => state.opened);
  const [found, setFound] = useState<ConceptId | null>(null);
  const swipe = useSwipe((step) => app.run(step === 1 ? 'next-mention' : 'previous-mention'));
  useEffect(() => {
    if (!mention || !opened) return;
    const { decision } = mention;
    const ids = mention.candidates.map(({ conceptId }) => conceptId);
    const decided = decision.kind === 'accepted' || decision.kind === 'corrected' ? [decision.conceptId] : [];
    app.needConcepts([...ids, ...decided]);
  }, [app, mention, opened]);

  /** The tree has the keyboard for itself, and the rest of the card knows no way back of its own. */
  const onKeyDown = ({ key, target }: KeyboardEvent): void => {
    if (key !== 'Escape') return;
    if (isSearching && target instanceof Element && target.closest('[role="treegrid"]')) app.run('escape');
    else if (!isSearching) focusCurrentMention();
  };

  return (
    <aside className="panel" aria-label="Concepts" onKeyDown={onKeyDown} {...swipe}>
      {mention ? (
        <>
          <MentionHead mention={mention} />
          {isSearching ? <SearchBox onHighlight={setFound} /> : <CandidateList mention={mention} />}
          <PanelActions mention={mention} />
          {isSearching ? (
            found !== null && <ConceptCard key={found} id={found} mention={mention} isFound />
          ) : (
            <MentionCard mention={mention} />
          )}
        </>
      ) : (
        <Empty />
      )}
      <LastAction />
    </aside>
  );
}

/** The card of the concept in view. */
function MentionCard({ mention }: { readonly mention: MentionView }) {
  const row = useAppState((state) => state.candidateIndex);
  const shown = conceptInView(mention, row);
  return (
    shown && (
      <ConceptCard
        key={`${mention.mention.id} ${shown.id}`}
        id={shown.id}
        mention={mention}
        candidate={shown.candidate}
      />
    )
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
