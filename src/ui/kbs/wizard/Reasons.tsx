import type { ImportReason } from '../../../core/kb/import.js';

/** What was skipped or changed, by reason; each opens to the places where it happened. */
export function Reasons({ reasons }: { readonly reasons: readonly ImportReason[] }) {
  return (
    <ul className="reasons">
      {reasons.map(({ why, count, lines }) => (
        <li key={why}>
          <details>
            <summary>
              {why} <span className="quiet">{count.toLocaleString('en')}</span>
            </summary>
            <ul className="reasons-lines" tabIndex={0} aria-label={why}>
              {lines.map(({ file, line, why: detail }, index) => (
                <li key={index}>
                  <span className="quiet">
                    {file}
                    {line !== null && `, line ${line.toLocaleString('en')}`}
                  </span>{' '}
                  {detail !== why && detail}
                </li>
              ))}
              {count > lines.length && (
                <li className="quiet">and {(count - lines.length).toLocaleString('en')} more</li>
              )}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
