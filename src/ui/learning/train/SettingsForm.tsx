import { useState } from 'react';
import { ADAPTER_TARGETS } from '../../../core/adapter/adapter.js';
import { DEFAULT_TRAINING, problemsOf, TRAINING_LOSSES } from '../../../core/training/settings.js';
import { useApp, useAppState } from '../../app-context.js';
import { LOSSES, TARGETS } from '../settings-words.js';
import { NumberField } from './NumberField.js';
import { MAIN_FIELDS, MORE_FIELDS, type SettingField } from './setting-fields.js';

/** How to train: three choices, and the rest for who wants it. */
export function SettingsForm() {
  const app = useApp();
  const settings = useAppState((state) => state.trainingSettings);
  const [isOpen, setOpen] = useState(false);
  const problems = new Map(problemsOf(settings).map((problem) => [problem.field, problem]));
  const isHiddenWrong = MORE_FIELDS.some(({ field }) => problems.has(field)) || problems.has('targets');
  const fields = (listed: readonly SettingField[]) =>
    listed.map(({ field, label, hint }) => (
      <NumberField
        key={field}
        label={label}
        hint={hint}
        value={settings[field]}
        expected={problems.get(field)?.expected ?? null}
        onChange={(value) => app.changeTraining({ ...settings, [field]: value })}
      />
    ));
  return (
    <div className="form settings">
      <fieldset className="losses">
        <legend>What is learnt from a pair</legend>
        {TRAINING_LOSSES.map((loss) => (
          <label key={loss} className="loss">
            <input
              type="radio"
              name="loss"
              checked={settings.loss === loss}
              onChange={() => app.changeTraining({ ...settings, loss })}
            />
            <span>
              {LOSSES[loss].label}
              <span className="quiet loss-hint">{LOSSES[loss].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {fields(MAIN_FIELDS)}
      <details
        className="more"
        open={isOpen || isHiddenWrong}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>More settings</summary>
        <div className="form more-settings">
          {fields(MORE_FIELDS)}
          <fieldset className="losses">
            <legend>What is adapted in each layer of the decoder</legend>
            {ADAPTER_TARGETS.map((target) => (
              <label key={target} className="form-check">
                <input
                  type="checkbox"
                  checked={settings.targets.includes(target)}
                  onChange={({ target: box }) =>
                    app.changeTraining({
                      ...settings,
                      targets: ADAPTER_TARGETS.filter((each) =>
                        each === target ? box.checked : settings.targets.includes(each),
                      ),
                    })
                  }
                />
                {TARGETS[target]}
              </label>
            ))}
            {problems.has('targets') && (
              <p className="field-problem" role="alert">
                Choose at least one.
              </p>
            )}
          </fieldset>
          <button
            type="button"
            className="button as-usual"
            onClick={() => app.changeTraining(DEFAULT_TRAINING)}
          >
            Put all back to the usual
          </button>
        </div>
      </details>
    </div>
  );
}
