import { useState } from 'react';
import type { Sha256 } from '../../core/ids.js';
import { useAppState } from '../app-context.js';
import { InstalledRow } from './InstalledRow.js';

/** What is kept in this browser. */
export function InstalledKbs() {
  const installed = useAppState((state) => state.library.installed);
  const [open, setOpen] = useState<Sha256 | null>(null);
  return (
    <section className="kbs-part" aria-labelledby="kbs-installed">
      <h3 id="kbs-installed">In this browser</h3>
      {installed.length === 0 ? (
        <p className="page-empty">
          None yet. Those you install or import are kept here and work without a network.
        </p>
      ) : (
        <ul className="list">
          {installed.map((kb) => (
            <InstalledRow
              key={kb.hash}
              kb={kb}
              isOpen={open === kb.hash}
              onToggle={() => setOpen(open === kb.hash ? null : kb.hash)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
