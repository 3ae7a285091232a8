import { useAppState } from '../app-context.js';
import { OfferedRow } from './OfferedRow.js';

/** Rows kept free while the list is on its way, so that nothing below it jumps. */
const PLACES = 6;

/** Ready vocabularies, loaded on demand. */
export function ReadyKbs() {
  const offered = useAppState((state) => state.library.offered);
  const failed = useAppState((state) => state.library.failed);
  return (
    <section className="kbs-part" aria-labelledby="kbs-ready">
      <h3 id="kbs-ready">Library</h3>
      {failed !== null && <p role="alert">{failed}</p>}
      {offered === null && failed === null && (
        <ul className="list" aria-busy="true" aria-label="The list is being read">
          {Array.from({ length: PLACES }, (_, index) => (
            <li key={index} className="kb kb-place" />
          ))}
        </ul>
      )}
      {offered && (
        <ul className="list">
          {offered.map((kb) => (
            <OfferedRow key={kb.hash} kb={kb} />
          ))}
        </ul>
      )}
    </section>
  );
}
