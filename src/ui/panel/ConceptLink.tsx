import type { ConceptId } from '../../core/ids.js';
import { useAppState } from '../app-context.js';

/** The id, as a link to the vocabulary's own page. */
export function ConceptLink({ id }: { readonly id: ConceptId }) {
  const template = useAppState((state) => state.kb?.info.linkTemplate ?? '');
  if (template === '') return <span className="concept-id">{id}</span>;
  return (
    <a
      className="concept-id"
      href={template.split('{id}').join(encodeURIComponent(id))}
      target="_blank"
      rel="noreferrer"
      aria-label={`${id}, opens its page in a new tab`}
    >
      {id}
    </a>
  );
}
