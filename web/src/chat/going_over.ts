/** F6, or Ctrl and down: from where is written to what is read, and back. */
export function goOver(event: KeyboardEvent, log: HTMLElement | null, write: () => void): void {
  const isAsked = event.key === "F6" || (event.key === "ArrowDown" && event.ctrlKey);
  if (!isAsked || (event.target as Element).closest("dialog")) return;
  event.preventDefault();
  if (log?.contains(document.activeElement)) write();
  else log?.focus();
}
