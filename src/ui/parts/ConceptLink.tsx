import { linkOf } from '../../core/curie/curie.js';
import type { ConceptId } from '../../core/ids.js';
import { useAppState } from '../app-context.js';
import { OutLink } from './OutLink.js';

/** The id, as a link to the vocabulary's own page, or to where its CURIE is looked up. */
export function ConceptLink({ id }: { readonly id: ConceptId }) {
  const href = useAppState(({ opened, concepts }) => {
    const kbHash = concepts.get(id)?.kbHash;
    const template = opened?.kbs.find(({ hash }) => hash === kbHash)?.info.linkTemplate ?? '';
    return template === '' ? linkOf(id) : template.split('{id}').join(encodeURIComponent(id));
  });
  return <OutLink text={id} href={href} />;
}
