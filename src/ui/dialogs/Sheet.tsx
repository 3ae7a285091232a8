import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useApp } from '../app-context.js';
import { useModalKeys } from './use-modal-keys.js';

interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  /** For dialogs that have no button of their own to leave by. */
  readonly hasClose?: boolean;
  /** What leaving it means; for the dialogs of the keymap, that none is open. */
  readonly onClose?: () => void;
}

/** The frame of every dialog: named, closed by Esc or a click outside, focus kept inside and given back. */
export function Sheet({ title, children, isWide = false, hasClose = false, onClose }: SheetProps) {
  const app = useApp();
  const close = onClose ?? app.closeDialog;
  useModalKeys(close);
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      <Modal className={`sheet ${isWide ? 'sheet-wide' : ''}`}>
        <Dialog className="sheet-body">
          <Heading slot="title" level={2} className="sheet-title">
            {title}
          </Heading>
          {children}
          {hasClose && (
            <div className="sheet-actions">
              <span className="spring" />
              <Button className="button" onPress={close}>
                Close <kbd aria-hidden="true">Esc</kbd>
              </Button>
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
