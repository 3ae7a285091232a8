import { useApp, useAppState } from '../app-context.js';
import { ADDITIONS, NEW_TERMS } from '../bar/export-items.js';
import { ConceptName } from '../parts/ConceptName.js';

/** What the curator added to the knowledge bases and blocked in them; nothing where there is none. */
export function OwnAdditions() {
  const app = useApp();
  const { concepts, synonyms, blocked } = useAppState((state) => state.project.overlay);
  if (concepts.length + synonyms.length + blocked.length === 0) return null;
  return (
    <section className="kbs-part" aria-labelledby="kbs-additions">
      <h3 id="kbs-additions">Added and blocked in this project</h3>
      <ul className="list additions">
        {concepts.map(({ id, name, group }) => (
          <li key={id}>
            {name} <span className="quiet">{id}</span> is a concept of its own
            {group !== '' && <span className="quiet">, {group}</span>}
          </li>
        ))}
        {synonyms.map(({ conceptId, name, scope }) => (
          <li key={`${conceptId} ${name}`}>
            “{name}” is {scope === 'exact' ? 'a name' : `a ${scope} name`} of <ConceptName id={conceptId} />
          </li>
        ))}
        {blocked.map(({ conceptId, name }) => (
          <li key={`${conceptId} ${name}`}>
            “{name}” is not offered{' '}
            {conceptId === null ? (
              'at all'
            ) : (
              <>
                for <ConceptName id={conceptId} />
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="kb-tools">
        {(concepts.length > 0 ? [NEW_TERMS, ADDITIONS] : [ADDITIONS]).map(({ label, run }) => (
          <button key={label} type="button" className="button" onClick={() => run(app)}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
