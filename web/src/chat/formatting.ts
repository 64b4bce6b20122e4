import { shallowRef, type Component } from "vue";

/** What formats answers, once it is here; until then, and where it cannot be fetched, they are shown
 * as they are. */
export const formatted = shallowRef<Component>();

let isAsked = false;

export function fetchFormatting(): void {
  if (isAsked) return;
  isAsked = true;
  import("../markdown/MarkdownText.vue").then(
    (found) => (formatted.value = found.default),
    () => (isAsked = false),
  );
}
