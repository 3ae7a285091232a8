import { useState } from 'react';
import type { Sha256 } from '../../../core/ids.js';
import { problemsOf } from '../../../core/training/settings.js';
import { trainingSetIn } from '../../../state/learning/training-set-in.js';
import { BASE_NAME } from '../../../state/learning/version-names.js';
import { useApp, useAppState } from '../../app-context.js';
import { NoPairs } from '../pairs/NoPairs.js';
import { DataSummary } from './DataSummary.js';
import { GoldSet } from './GoldSet.js';
import { ProposeField } from './ProposeField.js';
import { SettingsForm } from './SettingsForm.js';

/** Before a run: what it would learn from, and how. */
export function Preparing() {
  const app = useApp();
  const set = useAppState(trainingSetIn);
  const hasModel = useAppState((state) => state.model !== null);
  const isFine = useAppState((state) => problemsOf(state.trainingSettings).length === 0);
  const [parent, setParent] = useState<Sha256 | null>(null);
  return (
    <section className="part" aria-labelledby="learning-train">
      <h3 id="learning-train">Train on your pairs</h3>
      {set.entries.length === 0 ? (
        <NoPairs />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            app.train(parent);
          }}
        >
          <DataSummary set={set} />
          <SettingsForm />
          <StartFrom parent={parent} onChange={setParent} />
          <GoldSet />
          <ProposeField />
          <div className="part-tools train-tools">
            <button
              type="submit"
              className="button button-main"
              disabled={!hasModel || !isFine || set.counts.training === 0}
            >
              Train
            </button>
            <p className="quiet">
              {hasModel
                ? 'You see a report before anything is kept. Nothing leaves this page.'
                : 'The model is not loaded yet: training waits for it.'}
            </p>
          </div>
        </form>
      )}
    </section>
  );
}

interface StartFromProps {
  readonly parent: Sha256 | null;
  readonly onChange: (parent: Sha256 | null) => void;
}

/** Which model to go on from; nothing to choose while there is only the base model. */
function StartFrom({ parent, onChange }: StartFromProps) {
  const versions = useAppState((state) => state.versions);
  const baseHash = useAppState((state) => state.model?.baseHash);
  const fitting = versions.filter((version) => version.baseHash === baseHash);
  if (fitting.length === 0) return null;
  return (
    <div className="form-row setting">
      <label htmlFor="learning-parent">Start from</label>
      <select
        id="learning-parent"
        className="field"
        aria-describedby="learning-parent-hint"
        value={parent ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : (target.value as Sha256))}
      >
        <option value="">{BASE_NAME}</option>
        {fitting.map(({ hash, name }) => (
          <option key={hash} value={hash}>
            {name}
          </option>
        ))}
      </select>
      <p id="learning-parent-hint" className="form-hint quiet">
        From the base model, all pairs count alike. From a version, with its rank and parts, what it learnt
        stays where the pairs do not say otherwise.
      </p>
    </div>
  );
}
