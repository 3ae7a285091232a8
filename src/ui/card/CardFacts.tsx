import { lazy, Suspense, useState } from 'react';
import { linkOf } from '../../core/curie/curie.js';
import type { ConceptId } from '../../core/ids.js';
import type { Candidate } from '../../core/link/linker.js';
import type { PlacedConcept } from '../../state/app-state.js';
import type { MentionView } from '../../state/document-view.js';
import { usageIn } from '../../state/usage-in.js';
import { useAppState } from '../app-context.js';
import { useKbNames } from '../kbs/use-kb-names.js';
import { ConceptLink } from '../parts/ConceptLink.js';
import { OutLink } from '../parts/OutLink.js';
import { Fact } from './Fact.js';
import { namesByScope, SCOPE_WORDS } from './names-by-scope.js';
import { reasonsFor } from './reasons.js';
import { Several } from './Several.js';

// The tree is large and often not needed: it comes when it is first opened.
const Hierarchy = lazy(() => import('./Hierarchy.js'));

interface CardFactsProps {
  readonly concept: PlacedConcept;
  readonly mention: MentionView | undefined;
  readonly candidate: Candidate | undefined;
  readonly onWalk: (id: ConceptId) => void;
}

/** What the knowledge base and the project know of a concept. */
export function CardFacts({ concept, mention, candidate, onWalk }: CardFactsProps) {
  const [isOpen, setOpen] = useState(false);
  const kbNames = useKbNames();
  const used = useAppState(({ events }) => usageIn(events).get(concept.id) ?? 0);
  return (
    <>
      <dl className="card-facts">
        {mention && (
          <Fact term="Why">
            <ul className="card-reasons">
              {reasonsFor(mention, candidate).map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Fact>
        )}
        {namesByScope(concept.synonyms).map(({ scope, names }) => (
          <Fact key={scope} term={SCOPE_WORDS[scope]}>
            <Several values={names} />
          </Fact>
        ))}
        {concept.definition !== null && <Fact term="Meaning">{concept.definition}</Fact>}
        {concept.trees.length > 0 && <Fact term="Place">{concept.trees.join(' · ')}</Fact>}
        {concept.alsoIn && (
          <Fact term="Also in">
            {concept.alsoIn.map(({ conceptId, kbHash }) => (
              <div key={`${kbHash} ${conceptId}`}>
                {kbNames(kbHash).title}, as <ConceptLink id={conceptId} kbHash={kbHash} />
              </div>
            ))}
          </Fact>
        )}
        {concept.xrefs.length > 0 && (
          <Fact term="Same as">
            <Several values={concept.xrefs} draw={(xref) => <OutLink text={xref} href={linkOf(xref)} />} />
          </Fact>
        )}
        {concept.aliases.length > 0 && (
          <Fact term="Other ids">
            <Several values={concept.aliases} />
          </Fact>
        )}
        {concept.notes.length > 0 && <Fact term="Notes">{concept.notes.join(' ')}</Fact>}
        {used > 0 && (
          <Fact term="Used">{used === 1 ? 'once in this project' : `${used} times in this project`}</Fact>
        )}
      </dl>
      <details className="card-tree" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Above and below</summary>
        {isOpen && (
          <Suspense fallback={<p className="quiet tree-words">Reading</p>}>
            <Hierarchy id={concept.id} name={concept.name} onWalk={onWalk} />
          </Suspense>
        )}
      </details>
    </>
  );
}
