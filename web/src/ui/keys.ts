/** Whether a dialog stands over the page. */
export function isCovered(): boolean {
  return Boolean(document.querySelector("dialog[open]"));
}

/** With Ctrl, or with the key that Apple has for it. */
export function isCommand(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey;
}

/** A letter that nobody is typing. */
export function isPlain(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement;
  const isTyped = at.matches?.("input:not([type=checkbox]), textarea, select");
  return !isTyped && !isCovered() && !event.ctrlKey && !event.metaKey && !event.altKey;
}
