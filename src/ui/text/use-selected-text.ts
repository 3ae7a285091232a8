import { useEffect, type RefObject } from 'react';
import { spanOf } from '../../core/text/span.js';
import { useApp } from '../app-context.js';

/** Tells the state which stretch of the text is selected, in offsets of the document. */
export function useSelectedText(scroller: RefObject<HTMLElement | null>): void {
  const app = useApp();
  useEffect(() => {
    const read = (): void => {
      const selection = document.getSelection();
      const box = scroller.current;
      if (!selection || selection.isCollapsed || !box?.contains(selection.anchorNode)) {
        if (app.store.getState().selection) app.selectText(null);
        return;
      }
      const range = selection.getRangeAt(0);
      const start = offsetOf(range.startContainer, range.startOffset);
      const end = offsetOf(range.endContainer, range.endOffset);
      app.selectText(start !== null && end !== null && start < end ? spanOf(start, end) : null);
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [app, scroller]);
}

/** Offset in the document's text of a place in the page; null outside the text. */
function offsetOf(node: Node, offset: number): number | null {
  if (node instanceof Text) {
    const start = startOf(node.parentElement?.closest('[data-start]'));
    return start === null ? null : start + offset;
  }
  // Between elements: the end of the run on the left, else the start of the first one on the right.
  const before = node.childNodes[offset - 1];
  const left = startOf(before);
  if (left !== null) return left + (before?.textContent?.length ?? 0);
  const after = node.childNodes[offset] ?? before;
  return startOf(after) ?? (after instanceof Element ? startOf(after.querySelector('[data-start]')) : null);
}

function startOf(node: Node | null | undefined): number | null {
  const start = node instanceof HTMLElement ? node.dataset.start : undefined;
  return start === undefined ? null : Number(start);
}
