import type { ReactNode } from 'react';

/** A line of the card: what it is, and what the knowledge base says. */
export function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
