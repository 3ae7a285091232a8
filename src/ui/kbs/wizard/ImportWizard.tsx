import { useEffect, useRef } from 'react';
import type { ImportDraft } from '../../../state/kbs/kb-state.js';
import { useApp } from '../../app-context.js';
import { Sheet } from '../../dialogs/Sheet.js';
import { ProgressLine } from '../../parts/ProgressLine.js';
import { Failure } from './Failure.js';
import { ImportForm } from './ImportForm.js';
import { ImportOutcome } from './ImportOutcome.js';

/** From files to a knowledge base: what they are, what to take of them, how far it is, what came of it. */
export function ImportWizard({ draft }: { readonly draft: ImportDraft }) {
  const app = useApp();
  const { step, preview, choice, progress, outcome, failed } = draft;
  const names = draft.files.map(({ name }) => name).join(', ');
  const body = useRef<HTMLDivElement>(null);
  // What had the focus may be gone with the step before.
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus();
  }, [step]);
  return (
    <Sheet title={titleOf(draft)} isWide onClose={app.cancelImport}>
      <div className="wizard-body" ref={body} tabIndex={-1}>
        <p className="quiet wizard-files">{names}</p>
        {failed !== null && <Failure words={failed} hasClose={!preview} />}
        {step === 'importing' && (
          <ProgressLine
            progress={progress ?? { task: `Reading ${names}`, done: 0, total: 0, unit: 'bytes' }}
            onCancel={app.cancelImport}
            cancelLabel="Cancel the import"
          />
        )}
        {step === 'done' && outcome && <ImportOutcome outcome={outcome} />}
        {step === 'preview' && preview && choice && (
          <ImportForm key={choice.format} preview={preview} choice={choice} />
        )}
        {step === 'reading' && (
          <p className="wizard-reading" role="status">
            Looking at the beginning
          </p>
        )}
      </div>
    </Sheet>
  );
}

function titleOf({ step, preview, outcome, failed }: ImportDraft): string {
  if (outcome && step === 'done') return `${outcome.kb.info.title} is ready`;
  if (failed !== null && !preview) return 'These files could not be read';
  return 'Import a knowledge base';
}
