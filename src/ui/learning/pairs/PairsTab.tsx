import { useMemo, useState } from 'react';
import { trainingSetIn } from '../../../state/learning/training-set-in.js';
import { useAppState } from '../../app-context.js';
import { Contradictions } from './Contradictions.js';
import { NoPairs } from './NoPairs.js';
import { filterPairs, NO_FILTER } from './pair-rows.js';
import { PairFilters } from './PairFilters.js';
import { PairsImported } from './PairsImported.js';
import { PairsTable } from './PairsTable.js';
import { PairsTools } from './PairsTools.js';
import { useLabels } from './use-labels.js';
import './pairs.css';

/** What the decisions teach: for each mention, the better name and the worse one. */
export function PairsTab() {
  const set = useAppState(trainingSetIn);
  const labelOf = useLabels();
  const [filter, setFilter] = useState(NO_FILTER);
  const shown = useMemo(() => filterPairs(set.entries, filter, labelOf), [set, filter, labelOf]);
  return (
    <section className="part" aria-labelledby="learning-pairs">
      <PairsTools counts={set.counts} total={set.entries.length} />
      <PairsImported />
      {set.entries.length === 0 ? (
        <NoPairs />
      ) : (
        <>
          <Contradictions set={set} />
          <PairFilters filter={filter} entries={set.entries} found={shown.length} onChange={setFilter} />
          <PairsTable key={JSON.stringify(filter)} entries={shown} />
        </>
      )}
    </section>
  );
}
