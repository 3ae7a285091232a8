import { useId, useState } from 'react';
import type { AdapterVersion } from '../../../core/adapter/version.js';
import { nameOfVersion } from '../../../state/learning/version-names.js';
import { useApp, useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { download } from '../../download.js';
import { megabytes } from '../../progress-words.js';
import { Confirm } from '../Confirm.js';
import { dayAndTime, shortHash } from '../figures.js';
import { RenameForm } from './RenameForm.js';
import { VersionDetails } from './VersionDetails.js';
import { figuresInBrief } from './figures-in-brief.js';

/** One version: what it is of, what it does, and what can be done with it. */
export function VersionRow({ version }: { readonly version: AdapterVersion }) {
  const app = useApp();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null);
  const isUsed = useAppState((state) => state.version === version.hash);
  const isOther = useAppState(({ model }) => model !== null && model.baseHash !== version.baseHash);
  const { hash, name, bytes, time, origin, training, parent } = version;
  const parentName = useAppState((state) => nameOfVersion(state, parent));
  const done = (): void => setDoing(null);
  return (
    <li className="version" aria-current={isUsed} data-row={hash}>
      <div className="version-head">
        {doing === 'rename' ? (
          <RenameForm
            name={name}
            onRename={(wanted) => {
              done();
              app.renameVersion(hash, wanted);
            }}
            onClose={done}
          />
        ) : (
          <p className="version-name">
            {name} {isUsed && <span className="badge">in use</span>}
            {isOther && <span className="badge badge-bad">of another base model</span>}
          </p>
        )}
        <p className="quiet">
          {dayAndTime(time)} ·{' '}
          {training
            ? `${counted(training.pairs, 'pair')} of ${counted(training.documents, 'document')}`
            : origin === 'imported'
              ? 'imported'
              : 'trained elsewhere'}{' '}
          · {megabytes(bytes)} · {shortHash(hash)}
          {parent !== null && <> · goes on from {parentName}</>}
        </p>
        {training && <p className="version-brief">{figuresInBrief(training.figures)}</p>}
      </div>
      <div className="version-tools">
        {!isUsed && (
          <button
            type="button"
            className="button"
            disabled={isOther}
            aria-label={`Use ${name}`}
            onClick={() => app.useVersion(hash)}
          >
            Use
          </button>
        )}
        <button
          type="button"
          className="button button-plain"
          aria-label={`Rename ${name}`}
          onClick={() => setDoing('rename')}
        >
          Rename
        </button>
        <button
          type="button"
          className="button button-plain"
          aria-label={`Export ${name}`}
          onClick={() => app.exportVersion(hash, download)}
        >
          Export
        </button>
        <button
          type="button"
          className="button button-plain"
          aria-label={`Delete ${name}`}
          disabled={isUsed}
          title={isUsed ? 'Use another one first' : undefined}
          onClick={() => setDoing('delete')}
        >
          Delete
        </button>
        <button
          type="button"
          className="button button-plain"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`Details of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          Details
        </button>
      </div>
      <div id={id} className="version-more" hidden={!isOpen}>
        {isOpen && <VersionDetails version={version} />}
      </div>
      {doing === 'delete' && (
        <Confirm
          title={`Delete ${name}?`}
          action="Delete"
          onConfirm={() => app.removeVersion(hash)}
          onClose={done}
        >
          Its file goes from this browser. Decisions, pairs and other versions stay. Export it first if you
          may want it again.
        </Confirm>
      )}
    </li>
  );
}
