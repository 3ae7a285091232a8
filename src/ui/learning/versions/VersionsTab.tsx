import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { nameOfVersion } from '../../../state/learning/version-names.js';
import { useApp, useAppState } from '../../app-context.js';
import { BaseRow } from './BaseRow.js';
import { VersionRow } from './VersionRow.js';
import './versions.css';

/** The model as it was shipped, and what training made of it. */
export function VersionsTab() {
  const app = useApp();
  const versions = useAppState((state) => state.versions);
  const before = useAppState((state) => state.before);
  const backName = useAppState((state) => before && nameOfVersion(state, before.version));
  return (
    <section className="part" aria-labelledby="learning-versions">
      <div className="part-head">
        <h3 id="learning-versions">Versions of the model</h3>
        {before && (
          <button type="button" className="button" onClick={() => app.useVersion(before.version)}>
            Back to {before.version === null ? 'the base model' : backName}
          </button>
        )}
        <FileTrigger allowsMultiple onSelect={(files) => files && app.importVersion([...files])}>
          <Button className="button">Import a version</Button>
        </FileTrigger>
      </div>
      <p className="quiet part-lead">
        Each is a small file beside the base model, which never changes. Switching takes a moment; suggestions
        for what you read are made anew, and decisions stay.
      </p>
      <ul className="list">
        <BaseRow />
        {versions.map((version) => (
          <VersionRow key={version.hash} version={version} />
        ))}
      </ul>
      {versions.length === 0 && (
        <p className="page-empty">
          There is no other version yet. Train on your pairs, or import one: a zip file that Seraph or PEFT
          wrote, or adapter_config.json and adapter_model.safetensors together.
        </p>
      )}
    </section>
  );
}
