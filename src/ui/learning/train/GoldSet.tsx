import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useApp, useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Confirm } from '../Confirm.js';

/** Annotated documents to judge on, apart from what was decided here. */
export function GoldSet() {
  const app = useApp();
  const gold = useAppState((state) => state.gold);
  const [isAsking, setAsking] = useState(false);
  const mentions = gold.reduce((sum, { annotations }) => sum + annotations.length, 0);
  return (
    <div className="form-row setting">
      <span>Gold set</span>
      <div className="part-tools">
        <FileTrigger
          onSelect={(files) => {
            if (files && files.length > 0) app.importGold([...files]);
          }}
        >
          <Button className="button">{gold.length === 0 ? 'Choose a file' : 'Choose another'}</Button>
        </FileTrigger>
        {gold.length > 0 && (
          <button type="button" className="button button-plain" onClick={() => setAsking(true)}>
            Remove
          </button>
        )}
      </div>
      <p className="form-hint quiet">
        {gold.length === 0
          ? 'Optional: a PubTator file with concepts, to judge old and new on texts that nobody trained on.'
          : `${counted(gold.length, 'document')} with ${counted(mentions, 'mention')}; each run is judged on them.`}
      </p>
      {isAsking && (
        <Confirm
          title="Remove the gold set?"
          action="Remove"
          onConfirm={() => app.importGold([])}
          onClose={() => setAsking(false)}
        >
          Runs are not judged on it any more. The file that it came from stays where it is.
        </Confirm>
      )}
    </div>
  );
}
