import { ref, watch, type Ref } from "vue";
import { keep, kept, keptKeys } from "../app/kept";
import { onLeaving } from "../api/session";

const PREFIX = "yz-draft:";
const LONGEST = 20_000; // characters that are kept over a reload

/** What is being typed in each conversation; `new` is of the one that has not begun. */
export function useDraft(id: () => string): Ref<string> {
  const text = ref("");
  watch(id, (of) => (text.value = kept(PREFIX + of) ?? ""), { immediate: true });
  watch(text, (typed) => keep(PREFIX + id(), typed ? typed.slice(0, LONGEST) : null), {
    flush: "sync",
  });
  return text;
}

onLeaving(() => keptKeys(PREFIX).forEach((key) => keep(key, null)));
