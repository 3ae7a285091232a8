import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useAppState } from '../app-context.js';
import { Preferences } from './Preferences.js';
import { BACKENDS, savedWords } from './status-words.js';

/** Model, where it runs, and whether all is saved; opened, it says why. */
export function StatusPopover() {
  const model = useAppState((state) => state.model);
  const kb = useAppState((state) => state.kb?.info.id);
  const saved = useAppState(savedWords);
  const failed = useAppState((state) => state.saveFailed || state.persistence === 'memory');
  return (
    <DialogTrigger>
      <Button className="button button-plain status">
        <span className="unseen">Status: </span>
        <span className="status-model">
          {[kb, model?.id ?? 'no model yet', model && BACKENDS[model.backend]].filter(Boolean).join(' · ')}
          {' · '}
        </span>
        <span className={failed ? 'status-bad' : ''}>{saved}</span>
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="status-details" aria-label="Status and preferences">
          <StatusDetails />
          <Preferences />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function StatusDetails() {
  const model = useAppState((state) => state.model);
  const kb = useAppState((state) => state.kb);
  const isolated = useAppState((state) => state.crossOriginIsolated);
  const persistence = useAppState((state) => state.persistence);
  const decisions = useAppState((state) => state.events.length);
  return (
    <dl className="facts">
      <dt>Model</dt>
      <dd>
        {model
          ? `${model.id}, ${megabytes(model.bytes)} MB`
          : 'Not loaded yet. The text can be read and searched.'}
      </dd>
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
      <dt>Knowledge base</dt>
      <dd>
        {kb
          ? `${kb.info.title} ${kb.info.version}: ${kb.info.conceptCount.toLocaleString('en')} concepts, ${kb.info.nameCount.toLocaleString('en')} names. ${kb.info.attribution}`
          : 'Not read yet.'}
      </dd>
      <dt>Decisions</dt>
      <dd>
        {decisions.toLocaleString('en')} in the log,{' '}
        {persistence === 'durable'
          ? 'in this browser’s storage.'
          : 'in this tab only: they will be lost on closing it. Export them first.'}
      </dd>
    </dl>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
