import { Button } from 'react-aria-components/Button';
import type { AppState } from '../../state/app-state.js';
import { nameOfVersion } from '../../state/learning/version-names.js';
import { useApp, useAppState } from '../app-context.js';
import { BACKENDS, savedWords } from '../status-words.js';

/** Knowledge base, model, where it runs, and whether all is saved; opened, it says why. */
export function StatusButton() {
  const app = useApp();
  const kb = useAppState(({ opened }) => kbWords(opened?.kbs ?? []));
  const model = useAppState((state) => state.model);
  const modelName = useAppState(modelWords);
  const saved = useAppState(savedWords);
  const failed = useAppState((state) => state.saveFailed || state.persistence === 'memory');
  return (
    <Button className="button button-plain status" onPress={app.openStatus}>
      <span className="unseen">Status: </span>
      <span className="status-model">
        {[kb, modelName, model && BACKENDS[model.backend]].filter(Boolean).join(' · ')}
        {' · '}
      </span>
      <span className={failed ? 'status-bad' : ''}>{saved}</span>
    </Button>
  );
}

/** The first one's short name, and how many more there are. */
function kbWords([first, ...others]: NonNullable<AppState['opened']>['kbs']): string {
  if (!first) return '';
  return others.length === 0 ? first.info.id : `${first.info.id} +${others.length}`;
}

/** Characters of a version's name that the bar has room for. */
const ROOM = 20;

/** The version in use, or the model as it was shipped. */
function modelWords(state: AppState): string {
  const { model, version } = state;
  if (!model) return 'no model yet';
  if (version === null) return model.id;
  const name = nameOfVersion(state, version);
  return name.length > ROOM ? `${name.slice(0, ROOM - 1).trimEnd()}…` : name;
}
