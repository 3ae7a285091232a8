import { useState } from 'react';
import type { Candidate } from '../../core/link/linker.js';
import type { ConceptId } from '../../core/ids.js';
import type { MentionView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { ConceptLink } from './ConceptLink.js';

const FIRST_NAMES = 8;

/** The concept behind the focused candidate: its names, its place, and why it is offered. */
export function ConceptCard({ mention }: { readonly mention: MentionView }) {
  const row = useAppState((state) => state.candidateIndex);
  const candidate = mention.candidates[row];
  const { decision } = mention;
  const decided = decision.kind === 'corrected' ? decision.conceptId : undefined;
  const id = decided ?? candidate?.conceptId;
  if (id === undefined) return null;
  return (
    <Card key={id} id={id} mention={mention} candidate={decided === undefined ? candidate : undefined} />
  );
}

interface CardProps {
  readonly id: ConceptId;
  readonly mention: MentionView;
  /** Undefined for a concept that came from search. */
  readonly candidate: Candidate | undefined;
}

function Card({ id, mention, candidate }: CardProps) {
  const concept = useAppState((state) => state.concepts.get(id));
  const [isWhole, setWhole] = useState(false);
  if (!concept) return null;
  const names = isWhole ? concept.synonyms : concept.synonyms.slice(0, FIRST_NAMES);
  const more = concept.synonyms.length - names.length;
  return (
    <section className="card" aria-label={`About ${concept.name}`}>
      <h3 className="card-name">{concept.name}</h3>
      <p className="quiet">
        {concept.group} · <ConceptLink id={id} />
      </p>
      <dl className="card-facts">
        {names.length > 0 && (
          <>
            <dt>Also</dt>
            <dd>
              {names.map(({ name }) => name).join(' · ')}
              {more > 0 && (
                <>
                  {' '}
                  <button type="button" className="link" onClick={() => setWhole(true)}>
                    and {more} more
                  </button>
                </>
              )}
            </dd>
          </>
        )}
        {concept.trees.length > 0 && (
          <>
            <dt>Tree</dt>
            <dd>{concept.trees.join(' · ')}</dd>
          </>
        )}
        <dt>Why</dt>
        <dd>{reasonsFor(mention, candidate).join(' ')}</dd>
      </dl>
    </section>
  );
}

/** In sentences, strongest first. */
function reasonsFor(mention: MentionView, candidate: Candidate | undefined): readonly string[] {
  if (!candidate) return ['You chose it from the search.'];
  const { exact, abbreviation, remembered, generated } = candidate.evidence;
  const { longForm } = mention.mention;
  const reasons: string[] = [];
  if (remembered > 0) {
    reasons.push(`You linked these words to it ${remembered === 1 ? 'once' : `${remembered} times`} before.`);
  }
  if (exact) reasons.push(`${abbreviation ? 'The long form' : 'The text'} is one of its names.`);
  else if (abbreviation && longForm !== undefined) reasons.push(`Read as “${longForm}”.`);
  if (generated !== undefined) {
    reasons.push(`The model wrote “${candidate.name}” (mean log-probability ${generated.toFixed(2)}).`);
  }
  if (reasons.length === 0) reasons.push('One of its names is close to the text.');
  return reasons;
}
