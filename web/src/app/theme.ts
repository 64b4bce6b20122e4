import { shallowRef } from "vue";
import { keep, kept } from "./kept";

export type Theme = "system" | "light" | "dark";

const KEY = "yz-theme";

function chosen(): Theme {
  const value = kept(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

export const theme = shallowRef<Theme>(chosen());

export function setTheme(wanted: Theme): void {
  theme.value = wanted;
  keep(KEY, wanted === "system" ? null : wanted);
  if (wanted === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = wanted;
}
