import { useState } from 'react';
import { useApp, useAppState } from '../../app-context.js';
import { NumberField } from './NumberField.js';

/** After how many new pairs training is proposed. */
export function ProposeField() {
  const app = useApp();
  const kept = useAppState((state) => state.proposeAfter);
  const [value, setValue] = useState(kept);
  const isFine = Number.isSafeInteger(value) && value >= 0;
  return (
    <NumberField
      label="Propose after"
      hint="New pairs after which a message proposes to train; it never starts by itself. 0 for no message."
      value={value}
      expected={isFine ? null : 'a whole number from 0'}
      onChange={(typed) => {
        setValue(typed);
        app.setProposeAfter(typed);
      }}
    />
  );
}
