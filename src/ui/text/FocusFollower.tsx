import { useEffect, type RefObject } from 'react';
import { useAppState } from '../app-context.js';

const TYPING = 'input, textarea, [role="dialog"]';

interface FocusFollowerProps {
  readonly scroller: RefObject<HTMLElement | null>;
}

/**
 * Gives the focused mention the browser's focus and keeps it in the middle third of the text. A component that draws
 * nothing, so that a move of the focus does not draw its surroundings again.
 */
export function FocusFollower({ scroller }: FocusFollowerProps): null {
  const focusedId = useAppState((state) => state.focusedId);
  const currentId = useAppState((state) => state.currentId);
  const isBusyElsewhere = useAppState(
    ({ dialog, search, page }) => dialog !== null || search !== null || page !== 'document',
  );
  useEffect(() => {
    const box = scroller.current;
    if (!box || focusedId === null || isBusyElsewhere) return;
    const mention = box.querySelector<HTMLElement>(`[data-mention="${CSS.escape(focusedId)}"]`);
    if (!mention) return;
    if (!document.activeElement?.closest(TYPING)) mention.focus({ preventScroll: true });
    bringToMiddle(box, mention);
  }, [scroller, focusedId, currentId, isBusyElsewhere]);
  return null;
}

/** Scrolls by as little as puts the mention between one and two thirds of the height. */
function bringToMiddle(box: HTMLElement, mention: HTMLElement): void {
  const frame = box.getBoundingClientRect();
  const { top, bottom } = mention.getBoundingClientRect();
  const upper = frame.top + frame.height / 3;
  const lower = frame.top + (frame.height * 2) / 3;
  if (top < upper) box.scrollBy({ top: top - upper });
  else if (bottom > lower) box.scrollBy({ top: bottom - lower });
}
