import { useId } from 'react';
import type { InstalledKb } from '../../core/kb/import.js';
import { useApp, useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { megabytes } from '../progress-words.js';
import { NewVersion } from './NewVersion.js';
import { usedFor } from './scopes.js';
import { UseFor } from './UseFor.js';
import { Reasons } from './wizard/Reasons.js';

interface InstalledRowProps {
  readonly kb: InstalledKb;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One knowledge base; opened, what it is, what it is used for, and how to part with it. */
export function InstalledRow({ kb, isOpen, onToggle }: InstalledRowProps) {
  const scopes = useAppState((state) => state.project.scopes);
  const id = useId();
  const size = useAppState(({ library }) => library.sizes.get(kb.hash));
  const { info } = kb;
  const uses = usedFor(scopes, kb.hash);
  return (
    <li className="kb">
      <button type="button" className="kb-open" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <span className="kb-title">
          {info.title} <span className="quiet">{info.version}</span>
        </span>
        <span className="quiet kb-counts">
          {counted(info.conceptCount, 'concept')}, {counted(info.nameCount, 'name')} ·{' '}
          {megabytes(size ?? kb.bytes)}
        </span>
        <span className="quiet kb-uses">{uses.length > 0 ? `for ${uses.join(', ')}` : 'not used'}</span>
      </button>
      <div id={id} className="kb-more" hidden={!isOpen}>
        {isOpen && <KbDetails kb={kb} size={size} uses={uses} />}
      </div>
    </li>
  );
}

interface KbDetailsProps {
  readonly kb: InstalledKb;
  /** In this browser's storage, in bytes; undefined when it is only held in memory. */
  readonly size: number | undefined;
  /** Types of mention that it is used for, in words. */
  readonly uses: readonly string[];
}

function KbDetails({ kb, size, uses }: KbDetailsProps) {
  const app = useApp();
  const id = useId();
  const { info } = kb;
  return (
    <>
      <dl className="facts">
        <dt>Types</dt>
        <dd>
          {Object.entries(kb.groups)
            .map(([group, count]) => `${group || 'without a type'} ${count.toLocaleString('en')}`)
            .join(' · ')}
        </dd>
        <dt>Licence</dt>
        <dd>{info.licence || 'not stated'}</dd>
        {info.attribution !== '' && (
          <>
            <dt>Thanks to</dt>
            <dd>{info.attribution}</dd>
          </>
        )}
        <dt>From</dt>
        <dd>
          {kb.origin === 'library' ? 'the library' : 'your own files'}, {kb.installedAt.slice(0, 10)}
          {info.source !== '' && `, ${info.source}`}
        </dd>
        <dt>Size</dt>
        <dd>
          {megabytes(kb.bytes)} as a file
          {size !== undefined && `, ${megabytes(size)} in this browser with what search and model need of it`}
        </dd>
        <dt>Hash</dt>
        <dd className="kb-hash">{kb.hash}</dd>
      </dl>
      {kb.skipped.length > 0 && <Reasons reasons={kb.skipped} />}
      <UseFor kb={kb} />
      <div className="kb-tools">
        <NewVersion kb={kb} />
        <span className="spring" />
        <button
          type="button"
          className="button"
          aria-label={`Remove ${info.title} ${info.version} from this browser`}
          aria-describedby={uses.length > 0 ? `${id}-used` : undefined}
          disabled={uses.length > 0}
          onClick={() => app.removeKb(kb.hash)}
        >
          Remove from this browser
        </button>
      </div>
      {uses.length > 0 && (
        <p id={`${id}-used`} className="quiet kb-used">
          It is used for {uses.join(', ')}. Take it out there before you remove it.
        </p>
      )}
    </>
  );
}
