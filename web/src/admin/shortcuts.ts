import { onMounted, onScopeDispose } from "vue";

/** Ctrl+K opens the palette, `/` goes to the search of the page, `?` tells of all keys. */
export function useShortcuts(acts: { commands: () => void; help: () => void }): void {
  const press = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (!isCovered()) acts.commands();
    } else if (isPlain(event)) {
      if (event.key === "/" && search()) event.preventDefault();
      if (event.key === "?") acts.help();
    }
  };
  onMounted(() => addEventListener("keydown", press));
  onScopeDispose(() => removeEventListener("keydown", press));
}

function isCovered(): boolean {
  return Boolean(document.querySelector("dialog[open]"));
}

/** A letter that nobody is typing. */
function isPlain(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement;
  const isTyped = at.matches?.("input:not([type=checkbox]), textarea, select");
  return !isTyped && !isCovered() && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  field?.focus();
  return Boolean(field);
}
