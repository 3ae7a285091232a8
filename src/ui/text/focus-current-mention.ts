/** Gives the browser's focus back to the text, to the mention that is in focus there. */
export function focusCurrentMention(): void {
  document.querySelector<HTMLElement>('[data-mention][aria-current="true"]')?.focus();
}
