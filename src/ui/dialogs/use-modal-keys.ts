import { useEffect } from 'react';

/** Everything behind a dialog. */
const BEHIND = '.screen';

/**
 * Gives an open dialog the keys that are pressed while the focus is not in it: it comes a frame late when a dialog
 * opens, and is lost to the page when what had it goes. Behind a dialog no key does anything, and Esc closes it.
 */
export function useModalKeys(close: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      if (!(target instanceof Element) || (target !== document.body && !target.closest(BEHIND))) return;
      event.stopPropagation();
      if (event.key === 'Escape') close();
    };
    // Before anything else listens.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [close]);
}
