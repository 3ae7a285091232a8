import { useId } from 'react';
import type { Conflict } from '../../../core/preference/conflicts.js';
import type { TrainingSetEntry } from '../../../core/preference/training-set.js';
import { useApp } from '../../app-context.js';
import { PairWords } from './PairWords.js';

interface ContradictionProps {
  readonly conflict: Conflict;
  readonly byKey: ReadonlyMap<string, TrainingSetEntry>;
}

/** One contradiction: the words, and which side is trained on. */
export function Contradiction({ conflict, byKey }: ContradictionProps) {
  const app = useApp();
  const name = useId();
  const { kept, left } = conflict;
  const entriesOf = (keys: readonly string[]) => keys.flatMap((key) => byKey.get(key) ?? []);
  const newer = entriesOf(kept);
  const older = entriesOf(left);
  const [first] = older;
  if (!first) return null;
  const isUsed = (entries: readonly TrainingSetEntry[]) => entries.some((entry) => entry.isUsed);
  const [usesNewer, usesOlder] = [isUsed(newer), isUsed(older)];
  const options = [
    { label: `Newer: ${sideWords(newer)}`, isChosen: !usesOlder, into: newer, out: older },
    { label: `Older: ${sideWords(older)}`, isChosen: usesOlder && !usesNewer, into: older, out: newer },
  ];
  return (
    <li className="contradiction">
      <fieldset className="losses">
        <legend className="pair-words">
          <PairWords pair={first.pair} />
        </legend>
        {options.map(({ label, isChosen, into, out }) => (
          <label key={label} className="form-check">
            <input
              type="radio"
              name={name}
              checked={isChosen}
              onChange={() =>
                app.preferPairs(
                  keysOf(into.filter((entry) => !entry.isUsed)),
                  keysOf(out.filter((entry) => entry.isUsed)),
                )
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
    </li>
  );
}

function keysOf(entries: readonly TrainingSetEntry[]): readonly string[] {
  return entries.map(({ key }) => key);
}

/** "lunar fever, 2026-03-01, by ada" */
function sideWords(entries: readonly TrainingSetEntry[]): string {
  const [first] = entries;
  if (!first) return 'none of these';
  const names = [
    ...new Set(entries.map(({ pair }) => `${pair.chosen.name} rather than ${pair.rejected.name}`)),
  ];
  const { time, curator } = first.pair;
  const shown = names.length > 2 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  return [shown.join('; '), time?.slice(0, 10), curator !== null && `by ${curator}`]
    .filter(Boolean)
    .join(', ');
}
