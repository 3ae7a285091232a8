import { useMemo, useState } from 'react';
import type { Migration, MigrationLine, MigrationSelection } from '../../../state/kbs/kb-state.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Sheet } from '../../dialogs/Sheet.js';
import { useKbNames } from '../use-kb-names.js';
import { MigrationRow } from './MigrationRow.js';
import { mentionsIn, proposed, withChoice } from './selection.js';

const NO_LINES: readonly MigrationLine[] = [];

/** Puts a new version in the place of the old: what became of each concept that was decided on, and what to do. */
export function MigrationDialog({ migration }: { readonly migration: Migration }) {
  const app = useApp();
  const nameOf = useKbNames();
  const [before, after] = [nameOf(migration.before), nameOf(migration.after)];
  const lines = migration.lines ?? NO_LINES;
  const start = useMemo(() => proposed(lines), [lines]);
  const [changed, setChanged] = useState<MigrationSelection | null>(null);
  const selection = changed ?? start;
  const mentions = mentionsIn(lines, selection);
  return (
    <Sheet
      title={`${before.title}: ${before.version} to ${after.version}`}
      isWide
      onClose={app.cancelMigration}
    >
      {migration.failed !== null && <p role="alert">{migration.failed}</p>}
      {migration.lines === null && migration.failed === null && (
        <p className="wizard-reading" role="status">
          Comparing the two
        </p>
      )}
      {migration.lines !== null && (
        <>
          <p>{summary(lines, migration.unchanged)}</p>
          {lines.length > 0 && (
            <ul className="changes">
              {lines.map((line) => (
                <MigrationRow
                  key={line.before.id}
                  line={line}
                  chosen={selection.get(line.before.id) ?? null}
                  onChoose={(to) => setChanged(withChoice(selection, line.before.id, to))}
                />
              ))}
            </ul>
          )}
          <p className="quiet">
            What is not ticked keeps the concept and the version it was decided with. One undo takes the whole
            change back.
          </p>
        </>
      )}
      <div className="sheet-actions">
        <span className="spring" />
        <button type="button" className="button" onClick={app.cancelMigration}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-main"
          disabled={migration.lines === null}
          onClick={() => app.applyMigration(selection)}
        >
          {mentions === 0 ? 'Change the version' : `Change the version and ${counted(mentions, 'decision')}`}
        </button>
      </div>
    </Sheet>
  );
}

function summary(lines: readonly MigrationLine[], unchanged: number): string {
  const same =
    unchanged === 0
      ? ''
      : `${unchanged.toLocaleString('en')} decided concepts are the same in both versions. `;
  if (lines.length > 0) return `${same}${lines.length.toLocaleString('en')} changed:`;
  return unchanged === 0 ? 'No decision names one of its concepts.' : `${same}Nothing else changes.`;
}
