import type { Concept } from '../../../core/kb/knowledge-base.js';

/** The first concepts as they would be read. */
export function FirstConcepts({ concepts }: { readonly concepts: readonly Concept[] }) {
  if (concepts.length === 0) {
    return <p className="quiet">No concept would be read with these choices.</p>;
  }
  return (
    <ol className="firsts" tabIndex={0} aria-label="First concepts">
      {concepts.map((concept, index) => (
        <li key={index} className="firsts-row">
          <span className={`firsts-name ${concept.obsolete ? 'is-obsolete' : ''}`}>{concept.name}</span>
          <span className="quiet firsts-id">{concept.id}</span>
          <span className="quiet firsts-more">{wordsOn(concept)}</span>
        </li>
      ))}
    </ol>
  );
}

function wordsOn({ obsolete, group, semanticTypes, synonyms, parents }: Concept): string {
  const other = synonyms.map(({ name }) => name).slice(0, 3);
  const more = synonyms.length - other.length;
  return [
    obsolete ? 'obsolete' : '',
    [group, ...semanticTypes].filter(Boolean).join(', '),
    parents.length > 0 ? `below ${parents.join(', ')}` : '',
    other.length > 0 ? `also ${other.join(' · ')}${more > 0 ? ` and ${more} more` : ''}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
