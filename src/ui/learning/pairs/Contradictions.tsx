import { useMemo } from 'react';
import type { TrainingSet } from '../../../core/preference/training-set.js';
import { Contradiction } from './Contradiction.js';

/** Shown at once; the rest follows as these are settled or left as they are. */
const LISTED = 20;

/** Pairs that say the opposite of each other. The newer one stands until the curator says otherwise. */
export function Contradictions({ set }: { readonly set: TrainingSet }) {
  const byKey = useMemo(() => new Map(set.entries.map((entry) => [entry.key, entry])), [set]);
  if (set.conflicts.length === 0) return null;
  return (
    <section className="contradictions" aria-labelledby="learning-contradictions">
      <h4 id="learning-contradictions">
        Contradictions <span className="quiet">{set.conflicts.length.toLocaleString('en')}</span>
      </h4>
      <p className="quiet part-lead">
        The same words were decided both ways. The newer decision is trained on, unless you choose otherwise.
      </p>
      <ul className="list">
        {set.conflicts.slice(0, LISTED).map((conflict) => (
          <Contradiction key={conflict.left.join(' ')} conflict={conflict} byKey={byKey} />
        ))}
      </ul>
      {set.conflicts.length > LISTED && (
        <p className="quiet">The first {LISTED} are shown. In all others the newer one stands.</p>
      )}
    </section>
  );
}
