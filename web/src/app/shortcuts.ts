import { onMounted, onScopeDispose } from "vue";
import { isCommand, isCovered, isPlain } from "../ui/keys";

type Act = "anew" | "search" | "help";

/** What a key asks for, wherever on the pages it is pressed. */
export function wanted(event: KeyboardEvent): Act | undefined {
  const key = event.key.toLowerCase();
  if (isPlain(event)) return { "/": "search" as const, "?": "help" as const }[key];
  if (!isCommand(event) || isCovered()) return undefined;
  if (event.shiftKey) return key === "o" ? "anew" : undefined;
  return { k: "search" as const, "/": "help" as const }[key];
}

/** New chat, search and help by keys, which `ShortcutHelp` names. */
export function useShortcuts(acts: Record<Act, () => void>): void {
  const press = (event: KeyboardEvent) => {
    const act = wanted(event);
    if (!act) return;
    event.preventDefault();
    acts[act]();
  };
  onMounted(() => addEventListener("keydown", press));
  onScopeDispose(() => removeEventListener("keydown", press));
}
