import { lazy, Suspense } from 'react';
import { assertNever } from '../../core/errors.js';
import { useAppState } from '../app-context.js';
import { HelpDialog } from './HelpDialog.js';
import { NilReasonDialog } from './NilReasonDialog.js';
import { PasteDialog } from './PasteDialog.js';
import { TypeDialog } from './TypeDialog.js';

// Not needed for the first decision: they come when they are asked for.
const AddConceptDialog = lazy(() => import('./AddConceptDialog.js'));
const AddSynonymDialog = lazy(() => import('./AddSynonymDialog.js'));
const ConceptDialog = lazy(() => import('./ConceptDialog.js'));
const IdenticalDialog = lazy(() => import('./IdenticalDialog.js'));
const ImportReportDialog = lazy(() => import('./ImportReportDialog.js'));
const StatusDialog = lazy(() => import('./StatusDialog.js'));

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
      return (
        <Suspense>
          <IdenticalDialog mentionIds={dialog.mentionIds} />
        </Suspense>
      );
    case 'nil-reason':
      return <NilReasonDialog mention={dialog.mention} />;
    case 'status':
      return (
        <Suspense>
          <StatusDialog />
        </Suspense>
      );
    case 'import-report':
      return (
        <Suspense>
          <ImportReportDialog report={dialog.report} />
        </Suspense>
      );
    case 'concept':
      return (
        <Suspense>
          <ConceptDialog id={dialog.id} />
        </Suspense>
      );
    case 'add-synonym':
      return (
        <Suspense>
          <AddSynonymDialog conceptId={dialog.conceptId} name={dialog.name} />
        </Suspense>
      );
    case 'add-concept':
      return (
        <Suspense>
          <AddConceptDialog name={dialog.name} group={dialog.group} />
        </Suspense>
      );
    default:
      return assertNever(dialog);
  }
}
