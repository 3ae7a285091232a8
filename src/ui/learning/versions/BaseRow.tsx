import { BASE_NAME } from '../../../state/learning/version-names.js';
import { useApp, useAppState } from '../../app-context.js';
import { megabytes } from '../../progress-words.js';

/** The model as it was shipped, without a version on it. */
export function BaseRow() {
  const app = useApp();
  const isUsed = useAppState((state) => state.version === null);
  const model = useAppState((state) => state.model);
  return (
    <li className="version" aria-current={isUsed}>
      <div className="version-head">
        <p className="version-name">
          {BASE_NAME} {isUsed && <span className="badge">in use</span>}
        </p>
        <p className="quiet">{model ? `${model.id}, ${megabytes(model.bytes)}, as shipped` : 'as shipped'}</p>
      </div>
      <div className="version-tools">
        {!isUsed && (
          <button type="button" className="button" onClick={() => app.useVersion(null)}>
            Use <span className="unseen">the base model</span>
          </button>
        )}
      </div>
    </li>
  );
}
