import type { ImportDraft } from '../../../state/kbs/kb-state.js';
import { useApp } from '../../app-context.js';
import { counted } from '../../counted.js';
import { download } from '../../download.js';
import { megabytes } from '../../progress-words.js';
import { UseFor } from '../UseFor.js';
import { Reasons } from './Reasons.js';
import { reportFile } from './report-file.js';

/** What came of an import, and the one next step: use it for a type of mention. */
export function ImportOutcome({ outcome }: { readonly outcome: NonNullable<ImportDraft['outcome']> }) {
  const app = useApp();
  const { kb, reasons } = outcome;
  const skipped = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="wizard">
      <p role="status">
        {counted(kb.info.conceptCount, 'concept')} with {counted(kb.info.nameCount, 'name')} in this browser,{' '}
        {megabytes(kb.bytes)}.{skipped === 0 && ' Nothing was skipped.'}
      </p>
      {skipped > 0 && (
        <section aria-label="Skipped or changed">
          <div className="page-head wizard-head">
            <h3>
              Skipped or changed <span className="quiet">{skipped.toLocaleString('en')}</span>
            </h3>
            <button
              type="button"
              className="button"
              onClick={() => download(reportFile(kb.info.title, reasons))}
            >
              Download the report
            </button>
          </div>
          <Reasons reasons={reasons} />
        </section>
      )}
      <UseFor kb={kb} />
      <div className="sheet-actions wizard-actions">
        <span className="spring" />
        <button type="button" className="button" onClick={app.cancelImport}>
          Close
        </button>
      </div>
    </div>
  );
}
