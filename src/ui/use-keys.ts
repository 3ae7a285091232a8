import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { App } from '../state/app.js';
import type { AppState } from '../state/app-state.js';
import { KEYMAP, type Binding, type Scope } from '../state/keymap.js';

/** Which keys mean something now; null while a dialog has the keyboard. */
function scopeOf({ dialog, spanDraft, page }: AppState): Scope | null {
  if (dialog) return null;
  if (spanDraft) return 'span';
  return page === 'document' ? 'text' : 'page';
}

const TYPING = 'input, textarea, select, [contenteditable]';
const OWN_KEYBOARD = '[role="menu"], [role="listbox"], [role="treegrid"], [role="dialog"]';
const CONTROL = 'button, a[href], summary, [role="button"]';
/** Keys that a focused control keeps for itself. */
const CONTROL_KEYS = new Set(['Enter', ' ']);

/** True when the key belongs to what has focus, not to Seraph: typing never triggers a command. */
function isTaken({ target, key, isComposing }: KeyboardEvent): boolean {
  if (isComposing || !(target instanceof Element)) return isComposing;
  if (target.closest(TYPING) ?? target.closest(OWN_KEYBOARD)) return true;
  return (
    CONTROL_KEYS.has(key) && target.closest(CONTROL) !== null && target.closest('[data-mention]') === null
  );
}

/** Listens to the keyboard for the whole page. */
export function useKeys(app: App): void {
  useEffect(() => {
    const byKey = new Map<string, Binding[]>();
    for (const binding of KEYMAP) {
      for (const key of binding.keys) byKey.set(key, [...(byKey.get(key) ?? []), binding]);
    }
    const handlers = [...byKey].map(([key, bindings]) => [
      key,
      (event: KeyboardEvent) => {
        if (isTaken(event)) return;
        const scope = scopeOf(app.store.getState());
        const binding =
          bindings.find((other) => other.scope === scope) ?? bindings.find((other) => other.scope === 'page');
        if (!binding || scope === null) return;
        event.preventDefault();
        // A key held down repeats: good for moving, never for deciding.
        if (event.repeat && binding.group === 'Decide') return;
        app.run(binding.id);
      },
    ]);
    return tinykeys(window, Object.fromEntries(handlers) as Parameters<typeof tinykeys>[1]);
  }, [app]);
}
