import { shallowRef } from "vue";
import { kept, keep } from "../app/kept";

export type Language = "zh" | "en";

const KEY = "yz-language";

export const language = shallowRef<Language>(first());

function first(): Language {
  const chosen = kept(KEY);
  if (chosen === "zh" || chosen === "en") return chosen;
  const wanted = navigator.languages ?? [navigator.language];
  return wanted.some((each) => each.startsWith("zh")) || !wanted.length ? "zh" : "en";
}

export function remember(chosen: Language): void {
  keep(KEY, chosen);
}
