import { useId, useState } from 'react';
import type { Flip, FlipSide } from '../../../core/training/report.js';
import { useApp, useAppState } from '../../app-context.js';
import type { FlipGroup } from './group-flips.js';

/** Shown before one asks for all. */
const LISTED = 10;

/** Flips of one kind; each leads to its mention. */
export function FlipList({ title, hint, flips }: FlipGroup) {
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? flips : flips.slice(0, LISTED);
  return (
    <section className="flips" aria-labelledby={id}>
      <h4 id={id}>
        {title} <span className="quiet">{flips.length.toLocaleString('en')}</span>
      </h4>
      <p className="quiet">{hint}</p>
      <ul className="list">
        {shown.map((flip) => (
          <FlipRow key={`${flip.documentId} ${flip.mentionId}`} flip={flip} />
        ))}
      </ul>
      {flips.length > LISTED && (
        <button type="button" className="link" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${flips.length.toLocaleString('en')}`}
        </button>
      )}
    </section>
  );
}

function FlipRow({ flip }: { readonly flip: Flip }) {
  const app = useApp();
  const { text, before, after, part, documentId } = flip;
  const label = useAppState(({ documents }) => documents.find(({ id }) => id === documentId)?.label);
  const words = (
    <>
      <span className="flip-text">{text}</span>
      <span className="flip-change">
        <span className="unseen">was </span>
        <span className="quiet">{nameOf(before)}</span>
        <span aria-hidden="true"> → </span>
        <span className="unseen">, is now </span>
        {nameOf(after)}
      </span>
      <span className="quiet flip-where">
        {part === 'held-out' ? 'held out · ' : ''}
        {label ?? (part === 'gold' ? 'gold set' : 'removed document')}
      </span>
    </>
  );
  return (
    <li>
      {label === undefined ? (
        <div className="flip">{words}</div>
      ) : (
        <button type="button" className="flip" onClick={() => app.showPlace(flip)}>
          {words}
        </button>
      )}
    </li>
  );
}

function nameOf(side: FlipSide | null): string {
  return side === null ? 'nothing' : side.name;
}
