import { Fragment, useState, type ReactNode } from 'react';

/** Listed before the rest is asked for. */
const FIRST = 8;

interface SeveralProps {
  readonly values: readonly string[];
  /** How one is drawn; as it is when left out. */
  readonly draw?: (value: string) => ReactNode;
}

/** Values in a line, the first few of them until more are asked for. */
export function Several({ values, draw = (value) => value }: SeveralProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? values : values.slice(0, FIRST);
  const more = values.length - shown.length;
  return (
    <>
      {shown.map((value, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          {draw(value)}
        </Fragment>
      ))}
      {more > 0 && (
        <>
          {' '}
          <button type="button" className="link" onClick={() => setWhole(true)}>
            and {more} more
          </button>
        </>
      )}
    </>
  );
}
