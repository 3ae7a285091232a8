import { useState } from 'react';

const MOST = 50;

/** Keeps what there is, and trains on from it for some epochs. */
export function MoreEpochs({ onTrain }: { readonly onTrain: (epochs: number) => void }) {
  const [epochs, setEpochs] = useState('1');
  const wanted = Number(epochs);
  const isFine = Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST;
  return (
    <span className="more-epochs">
      <button type="button" className="button" disabled={!isFine} onClick={() => onTrain(wanted)}>
        Keep training
      </button>
      <label>
        for{' '}
        <input
          className="field"
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST}
          value={epochs}
          onChange={({ target }) => setEpochs(target.value)}
        />{' '}
        more epoch{wanted === 1 ? '' : 's'}
      </label>
    </span>
  );
}
