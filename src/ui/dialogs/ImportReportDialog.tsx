import { Button } from 'react-aria-components/Button';
import type { ImportRemark, ImportReport } from '../../state/app-state.js';
import { useApp } from '../app-context.js';
import { Sheet } from './Sheet.js';

/** More lines than this are counted, not listed. */
const LISTED = 200;

/** What could not be read, line by line; what could be read is already there. */
export function ImportReportDialog({ report }: { readonly report: ImportReport }) {
  const app = useApp();
  const { added, failed, warnings } = report;
  return (
    <Sheet title="Import report" isWide>
      <p>
        {added === 0
          ? 'No document was added.'
          : added === 1
            ? '1 document was added.'
            : `${added} documents were added.`}{' '}
        What was there before is unchanged.
      </p>
      <Remarks title="Not read" remarks={failed} />
      <Remarks title="Read, with a remark" remarks={warnings} />
      <div className="sheet-actions">
        <span className="spring" />
        <Button className="button button-main" autoFocus onPress={app.closeDialog}>
          Close
        </Button>
      </div>
    </Sheet>
  );
}

function Remarks({ title, remarks }: { readonly title: string; readonly remarks: readonly ImportRemark[] }) {
  if (remarks.length === 0) return null;
  return (
    <section className="remarks" aria-label={title}>
      <h3>
        {title} <span className="quiet">{remarks.length}</span>
      </h3>
      <ul>
        {remarks.slice(0, LISTED).map(({ source, line, text }, index) => (
          <li key={index}>
            <span className="quiet">
              {source}
              {line !== null && `, line ${line.toLocaleString('en')}`}
            </span>
            <p>{text}</p>
          </li>
        ))}
        {remarks.length > LISTED && (
          <li className="quiet">and {remarks.length - LISTED} more of the same file</li>
        )}
      </ul>
    </section>
  );
}
