import { useApp, useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { Remarks } from '../../dialogs/Remarks.js';

/** What came of the last file of pairs, until it is closed. */
export function PairsImported() {
  const app = useApp();
  const report = useAppState((state) => state.pairsImport);
  if (!report) return null;
  const { file, added, known, failed } = report;
  return (
    <section className="aside" aria-label={`Import of ${file}`} role="status">
      <p>
        {file}: {counted(added.length, 'pair')} added
        {known > 0 && `, ${known.toLocaleString('en')} here already`}
        {failed.length > 0 && `, ${counted(failed.length, 'line')} not read`}.
      </p>
      <Remarks title="Not read" remarks={failed} />
      <div className="part-tools">
        <button type="button" className="button" onClick={app.closePairsImport}>
          Close
        </button>
        {added.length > 0 && (
          <button type="button" className="button button-plain" onClick={app.takeBackPairs}>
            Take them out again
          </button>
        )}
      </div>
    </section>
  );
}
