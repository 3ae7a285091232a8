import { Button } from 'react-aria-components/Button';
import type { ImportReport } from '../../state/app-state.js';
import { useApp } from '../app-context.js';
import { Remarks } from './Remarks.js';
import { Sheet } from './Sheet.js';

/** What could not be read, line by line; what could be read is already there. */
export default function ImportReportDialog({ report }: { readonly report: ImportReport }) {
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
