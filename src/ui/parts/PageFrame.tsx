import { useEffect, useRef, type ReactNode } from 'react';
import { CommandButton } from './CommandButton.js';
import { useKeptFocus } from './use-kept-focus.js';

interface PageFrameProps {
  readonly title: string;
  /** Beside the title. */
  readonly count?: number;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page beside the text: its title, what can be done on it, and the way back. It has the focus when it opens. */
export function PageFrame({ title, count, actions, children }: PageFrameProps) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus(), []);
  useKeptFocus(main);
  return (
    <main className="page" aria-label={title} ref={main} tabIndex={-1}>
      <header className="page-head">
        <h2>
          {title} {count !== undefined && <span className="quiet">{count}</span>}
        </h2>
        {actions}
        <CommandButton command="go-document" className="button button-plain" withKey>
          Back to the text
        </CommandButton>
      </header>
      {children}
    </main>
  );
}
