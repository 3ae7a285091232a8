import { ANY_TYPE } from '../../core/project/project.js';
import { useAppState } from '../app-context.js';
import { ScopeSection } from './ScopeSection.js';
import { NewScope } from './NewScope.js';

/** Which knowledge bases each type of mention is linked to, the one that goes first on equal evidence first. */
export function ProjectKbs() {
  const scopes = useAppState((state) => state.project.scopes);
  const named = scopes.filter(({ type }) => type !== ANY_TYPE);
  const rest = scopes.filter(({ type }) => type === ANY_TYPE);
  return (
    <section className="kbs-part" aria-labelledby="kbs-project">
      <h3 id="kbs-project">In this project</h3>
      <p className="quiet kbs-lead">
        Each type of mention is linked to the knowledge bases below it; on equal evidence the first one wins.
      </p>
      {scopes.length === 0 && (
        <p className="page-empty">
          Nothing is chosen yet. Install one from the library below, then choose it here.
        </p>
      )}
      {[...named, ...rest].map((scope) => (
        <ScopeSection key={scope.type} scope={scope} />
      ))}
      <NewScope />
    </section>
  );
}
