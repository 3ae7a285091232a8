import { useEffect, type RefObject } from 'react';

const CONTROLS = 'button:not(:disabled), select, input, a[href], summary, [tabindex]';

/** Where the focus was, as long as what had it was there. */
interface Place {
  readonly element: Element;
  readonly row: Element | null;
  readonly list: Element | null;
  /** Of the row in its list. */
  readonly at: number;
  /** Of the element among the controls of its row. */
  readonly control: number;
  /** What it lay in, the innermost first. */
  readonly sections: readonly Element[];
}

/**
 * Keeps the focus on a page when the control that has it goes: it passes to the row that its action made (`data-then`
 * names the `data-row`), else to what is now in its own row, else to the same control of the row that took its place,
 * else to the last control around it, else to the page.
 */
export function useKeptFocus(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = page.current;
    if (!root) return;
    let last: Place | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target instanceof Element && target !== root ? placeOf(target) : null;
    };
    const changes = new MutationObserver(() => {
      if (!last || last.element.isConnected || document.activeElement !== document.body) return;
      (nextFor(last, root) ?? root).focus();
    });
    root.addEventListener('focusin', remember);
    changes.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', remember);
      changes.disconnect();
    };
  }, [page]);
}

function placeOf(element: Element): Place {
  const row = element.closest('li, tr');
  const list = row?.parentElement ?? null;
  const sections: Element[] = [];
  for (let at = element.closest('section'); at; at = at.parentElement?.closest('section') ?? null)
    sections.push(at);
  return {
    element,
    row,
    list,
    at: list && row ? [...list.children].indexOf(row) : -1,
    control: row ? controlsOf(row).findIndex((control) => control === element) : -1,
    sections,
  };
}

function nextFor({ element, row, list, at, control, sections }: Place, root: HTMLElement) {
  const made = element.closest('[data-then]')?.getAttribute('data-then');
  const named = made ? root.querySelector(`[data-row="${CSS.escape(made)}"]`) : null;
  if (named) return controlsOf(named)[0];
  if (row?.isConnected) return controlsOf(row)[0];
  const follower = list?.isConnected ? (list.children[at] ?? list.lastElementChild) : null;
  if (follower) {
    const controls = controlsOf(follower);
    return controls[control] ?? controls.at(-1);
  }
  return sections
    .filter(({ isConnected }) => isConnected)
    .map((section) => controlsOf(section).at(-1))
    .find(Boolean);
}

function controlsOf(element: Element): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(CONTROLS)];
}
