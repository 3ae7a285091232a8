import { useId, type KeyboardEvent } from 'react';
import { ANY_TYPE, type KbUse, type TypeScope } from '../../core/project/project.js';
import { useApp, useAppState } from '../app-context.js';
import { hueOf } from '../text/hue.js';
import { AddKb } from './AddKb.js';
import { moved, rowKey, typeWords, withUses } from './scopes.js';
import { UseRow } from './UseRow.js';

/** The knowledge bases of one type of mention, in order. */
export function ScopeSection({ scope: { type, kbs } }: { readonly scope: TypeScope }) {
  const app = useApp();
  const scopes = useAppState((state) => state.project.scopes);
  const installed = useAppState((state) => state.library.installed);
  const id = useId();
  const change = (how: (uses: readonly KbUse[]) => readonly KbUse[]): void =>
    app.chooseKbs(withUses(scopes, type, installed, how));
  const move = (index: number, step: 1 | -1): void => change((uses) => moved(uses, index, step));

  /** Alt and an arrow move the row that has the focus. */
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, step);
  };

  return (
    <section className={`scope hue-${type === ANY_TYPE ? 'none' : hueOf(type)}`} aria-labelledby={id}>
      <h4 id={id} className="scope-type">
        <span className="choice-dot" aria-hidden="true" />
        {typeWords(type, scopes)}
      </h4>
      <ol className="uses">
        {kbs.map((use, index) => (
          <li
            key={use.kb}
            className="use"
            data-row={rowKey(type, use.kb)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <UseRow
              type={type}
              use={use}
              rank={index + 1}
              count={kbs.length}
              onMove={(step) => move(index, step)}
              onChange={(changed) => change((uses) => uses.map((old, at) => (at === index ? changed : old)))}
              onRemove={() => change((uses) => uses.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      <AddKb type={type} used={kbs.map(({ kb }) => kb)} />
    </section>
  );
}
