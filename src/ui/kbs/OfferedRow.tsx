import type { OfferedKb } from '../../core/kb/offered.js';
import { useApp, useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { ProgressLine } from '../parts/ProgressLine.js';
import { megabytes } from '../progress-words.js';

/** One ready vocabulary: what it holds, what it weighs, and the way to have it. */
export function OfferedRow({ kb }: { readonly kb: OfferedKb }) {
  const app = useApp();
  const isInstalled = useAppState(({ library }) => library.installed.some(({ hash }) => hash === kb.hash));
  const progress = useAppState(({ library }) => library.installing.get(kb.hash));
  return (
    <li className="kb kb-offered">
      <span className="kb-title">
        {kb.title} <span className="quiet">{kb.version}</span>
      </span>
      <span className="quiet kb-counts">
        {counted(kb.conceptCount, 'concept')}, {counted(kb.nameCount, 'name')} · {megabytes(kb.bytes)} ·{' '}
        {kb.licence}
      </span>
      {progress ? (
        <ProgressLine
          progress={progress}
          onCancel={() => app.cancelInstall(kb.hash)}
          cancelLabel={`Cancel the installation of ${kb.title}`}
          isShort
        />
      ) : isInstalled ? (
        <span className="quiet kb-state" tabIndex={-1}>
          in this browser
        </span>
      ) : (
        <button
          type="button"
          className="button kb-state"
          aria-label={`Install ${kb.title} ${kb.version}, ${megabytes(kb.bytes)}`}
          onClick={() => app.installKb(kb)}
        >
          Install
        </button>
      )}
    </li>
  );
}
