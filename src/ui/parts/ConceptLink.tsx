import { linkOf } from '../../core/curie/curie.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import { useAppState } from '../app-context.js';
import { OutLink } from './OutLink.js';

interface ConceptLinkProps {
  readonly id: ConceptId;
  /** Where it is from; left out, where the concept that was fetched under this id is from. */
  readonly kbHash?: Sha256;
}

/** The id, as a link to the vocabulary's own page, or to where its CURIE is looked up. */
export function ConceptLink({ id, kbHash }: ConceptLinkProps) {
  const href = useAppState(({ opened, concepts }) => {
    const from = kbHash ?? concepts.get(id)?.kbHash;
    const template = opened?.kbs.find(({ hash }) => hash === from)?.info.linkTemplate ?? '';
    return template === '' ? linkOf(id) : template.split('{id}').join(encodeURIComponent(id));
  });
  return <OutLink text={id} href={href} />;
}
