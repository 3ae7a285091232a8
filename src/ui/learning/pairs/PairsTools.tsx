import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { TrainingSetCounts } from '../../../core/preference/training-set.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { download } from '../../download.js';

interface PairsToolsProps {
  readonly counts: TrainingSetCounts;
  readonly total: number;
}

/** How many there are for what, and the ways in and out. */
export function PairsTools({ counts, total }: PairsToolsProps) {
  const app = useApp();
  return (
    <>
      <div className="part-head">
        <h3 id="learning-pairs">Preference pairs</h3>
        <FileTrigger
          allowsMultiple
          onSelect={(files) => {
            if (files && files.length > 0) app.importPairs([...files]);
          }}
        >
          <Button className="button">Import</Button>
        </FileTrigger>
        <Button
          className="button"
          isDisabled={total === 0}
          aria-label="Export the pairs"
          onPress={() => app.exportFile('pairs', download)}
        >
          Export
        </Button>
        <Button
          className="button button-main"
          isDisabled={counts.training === 0}
          onPress={() => app.openLearning('train')}
        >
          Train on them
        </Button>
      </div>
      {total > 0 && <p className="quiet part-lead">{countWords(counts)}</p>}
    </>
  );
}

function countWords({ training, heldOut, excluded, contradicted, concepts }: TrainingSetCounts): string {
  const parts = [
    `${counted(training, 'pair')} to train on, for ${counted(concepts, 'concept')}`,
    `${heldOut.toLocaleString('en')} held out to judge on`,
    excluded > 0 && `${excluded.toLocaleString('en')} left out`,
    contradicted > 0 && `${contradicted.toLocaleString('en')} contradicted`,
  ].filter((part) => part !== false);
  return `${parts.join(' · ')}.`;
}
