import { onMounted, onScopeDispose } from "vue";
import { isCovered, isPlain } from "../ui/keys";

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

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  field?.focus();
  return Boolean(field);
}
