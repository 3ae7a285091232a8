import type { Evidence } from '../../core/link/linker.js';

/** Why a candidate is where it is, in a word each. */
export function Badges({ evidence }: { readonly evidence: Evidence }) {
  return (
    <>
      {evidence.exact && <span className="badge">exact</span>}
      {evidence.abbreviation && <span className="badge">abbreviation</span>}
      {evidence.remembered > 0 && <span className="badge">remembered {evidence.remembered}×</span>}
    </>
  );
}
