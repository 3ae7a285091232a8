import { nameOfVersion } from '../../state/learning/version-names.js';
import { useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { megabytes } from '../progress-words.js';
import { BACKENDS } from '../status-words.js';
import { Preferences } from './Preferences.js';
import { Sheet } from './Sheet.js';

/** What runs where and why, what is kept where; and the curator's own settings. */
export default function StatusDialog() {
  return (
    <Sheet title="Status and preferences" hasClose>
      <StatusDetails />
      <Preferences />
    </Sheet>
  );
}

function StatusDetails() {
  const model = useAppState((state) => state.model);
  const version = useAppState((state) =>
    state.version === null ? 'The base model, as shipped.' : nameOfVersion(state, state.version),
  );
  const opened = useAppState((state) => state.opened);
  const isolated = useAppState((state) => state.crossOriginIsolated);
  const persistence = useAppState((state) => state.persistence);
  const isPromised = useAppState((state) => state.isPromised);
  const decisions = useAppState((state) => state.events.length);
  return (
    <dl className="facts">
      <dt>Model</dt>
      <dd>
        {model
          ? `${model.id}, ${megabytes(model.bytes)}`
          : 'Not loaded yet. The text can be read and searched.'}
      </dd>
      <dt>Version</dt>
      <dd>{version}</dd>
      <dt>Runs on</dt>
      <dd>{model ? `${BACKENDS[model.backend]}. ${model.reason}` : 'Decided when the model loads.'}</dd>
      {!isolated && (
        <>
          <dt>Threads</dt>
          <dd>
            This page is not cross-origin isolated, so WASM uses one thread and linking is slower. Serve it
            with npm start to have several.
          </dd>
        </>
      )}
      <dt>Knowledge bases</dt>
      <dd>
        {opened
          ? opened.kbs.map(({ hash, info }) => (
              <p key={hash}>
                {info.title} {info.version}: {counted(info.conceptCount, 'concept')},{' '}
                {counted(info.nameCount, 'name')}. {info.attribution}
              </p>
            ))
          : 'Not read yet.'}
      </dd>
      <dt>Decisions</dt>
      <dd>
        {decisions.toLocaleString('en')} in the log,{' '}
        {persistence === 'durable'
          ? 'in this browser’s storage.'
          : 'in this tab only: they will be lost on closing it. Export them first.'}
        {isPromised === false &&
          ' The browser did not promise to keep it and may clear it when the disk is full: export the log now and then.'}
      </dd>
    </dl>
  );
}
