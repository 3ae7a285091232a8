import type { ImportRemark } from '../../state/app-state.js';

/** More lines than this are counted, not listed. */
const LISTED = 200;

/** Remarks on an import, each with its place; nothing when there is none. */
export function Remarks({
  title,
  remarks,
}: {
  readonly title: string;
  readonly remarks: readonly ImportRemark[];
}) {
  if (remarks.length === 0) return null;
  return (
    <section className="remarks" aria-label={title}>
      <h3>
        {title} <span className="quiet">{remarks.length}</span>
      </h3>
      <ul>
        {remarks.slice(0, LISTED).map(({ source, line, text }, index) => (
          <li key={index}>
            <span className="quiet">
              {source}
              {line !== null && `, line ${line.toLocaleString('en')}`}
            </span>
            <p>{text}</p>
          </li>
        ))}
        {remarks.length > LISTED && (
          <li className="quiet">and {remarks.length - LISTED} more of the same file</li>
        )}
      </ul>
    </section>
  );
}
