import { assertNever } from '../../core/errors.js';
import { useAppState } from '../app-context.js';
import { HelpDialog } from './HelpDialog.js';
import { IdenticalDialog } from './IdenticalDialog.js';
import { ImportReportDialog } from './ImportReportDialog.js';
import { NilReasonDialog } from './NilReasonDialog.js';
import { PasteDialog } from './PasteDialog.js';
import { StatusDialog } from './StatusDialog.js';
import { TypeDialog } from './TypeDialog.js';

/** Whichever dialog is open. */
export function Dialogs() {
  const dialog = useAppState((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'help':
      return <HelpDialog />;
    case 'paste':
      return <PasteDialog failed={dialog.failed} />;
    case 'type':
      return <TypeDialog />;
    case 'identical':
      return <IdenticalDialog mentionIds={dialog.mentionIds} />;
    case 'nil-reason':
      return <NilReasonDialog mention={dialog.mention} />;
    case 'status':
      return <StatusDialog />;
    case 'import-report':
      return <ImportReportDialog report={dialog.report} />;
    default:
      return assertNever(dialog);
  }
}
