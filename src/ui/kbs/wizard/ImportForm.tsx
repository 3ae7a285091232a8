import { useId, useState } from 'react';
import type { ImportChoice, ImportPreview } from '../../../core/kb/import.js';
import { useApp } from '../../app-context.js';
import { CheckList } from '../CheckList.js';
import { ColumnTable } from './ColumnTable.js';
import { DescriptionFields } from './DescriptionFields.js';
import { FirstConcepts } from './FirstConcepts.js';
import { GroupField } from './GroupField.js';

interface ImportFormProps {
  readonly preview: ImportPreview;
  readonly choice: ImportChoice;
}

/** What was recognised, and every choice before the import. */
export function ImportForm({ preview, choice }: ImportFormProps) {
  const app = useApp();
  const id = useId();
  // Words are given to the import at its start: the files need not be looked at again for each letter.
  const [description, setDescription] = useState(choice.description);
  const [group, setGroup] = useState(choice.group);
  const whole: ImportChoice = { ...choice, description, group };
  const change = (part: Partial<ImportChoice>): void => app.changeImport({ ...whole, ...part });
  const { table } = preview;
  return (
    <form
      className="wizard"
      aria-labelledby={`${id}-recognised`}
      onSubmit={(event) => {
        event.preventDefault();
        app.changeImport(whole);
        app.confirmImport();
      }}
    >
      <p id={`${id}-recognised`} className="wizard-recognised">
        {preview.recognised}
      </p>
      {table && choice.mapping && (
        <ColumnTable table={table} mapping={choice.mapping} onChange={(mapping) => change({ mapping })} />
      )}
      <DescriptionFields description={description} onChange={setDescription} />
      <GroupField group={group} onChange={setGroup} />
      {preview.filters.length > 0 && (
        <div className="wizard-filters">
          {preview.filters.map((filter) => (
            <CheckList
              key={filter.id}
              legend={filter.label}
              values={filter.values}
              chosen={choice.filters[filter.id] ?? filter.chosen}
              onChange={(values) => change({ filters: { ...choice.filters, [filter.id]: values } })}
            />
          ))}
        </div>
      )}
      <section aria-labelledby={`${id}-first`}>
        <h3 id={`${id}-first`} className="wizard-head">
          The first concepts, as they would be read
        </h3>
        <FirstConcepts concepts={preview.concepts} />
      </section>
      {preview.remarks.length > 0 && (
        <ul className="wizard-remarks">
          {preview.remarks.map(({ file, line, why }, index) => (
            <li key={index}>
              <span className="quiet">
                {file}
                {line !== null && `, line ${line.toLocaleString('en')}`}
              </span>{' '}
              {why}
            </li>
          ))}
        </ul>
      )}
      <div className="sheet-actions wizard-actions">
        <span className="spring" />
        <button type="button" className="button" onClick={app.cancelImport}>
          Cancel
        </button>
        <button
          type="submit"
          className="button button-main"
          disabled={preview.concepts.length === 0 || description.title.trim() === ''}
        >
          Import
        </button>
      </div>
    </form>
  );
}
