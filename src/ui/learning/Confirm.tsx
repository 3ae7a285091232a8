import type { ReactNode } from 'react';
import { Sheet } from '../dialogs/Sheet.js';

interface ConfirmProps {
  readonly title: string;
  /** What is done: a verb. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** Asks once, for what undo does not bring back. */
export function Confirm({ title, action, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      <p>{children}</p>
      <div className="sheet-actions">
        <span className="spring" />
        <button type="button" className="button" autoFocus onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </button>
      </div>
    </Sheet>
  );
}
