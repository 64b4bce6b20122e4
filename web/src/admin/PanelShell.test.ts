import { afterEach, beforeEach, expect, it } from "vitest";
import { user, type User } from "../api/session";
import { t } from "../i18n/t";
import PanelShell from "./PanelShell.vue";
import { opened, until, written, type Opened } from "./opened";

beforeEach(() => (user.value = { email: "root@example.com", role: "admin" } as User));
afterEach(() => (user.value = null));

async function shown(): Promise<Opened> {
  return opened(PanelShell, "/nowhere", { "GET /api/info": {} });
}

function press(key: string, at: EventTarget = document.body, more: KeyboardEventInit = {}): void {
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

it("tells of all its keys when somebody asks with ?", async () => {
  const at = await shown();
  press("?");
  await at.says(t("shortcuts"));

  expect([...at.place.querySelectorAll("kbd")].map(written)).toEqual(["Ctrl K", "/", "↑ ↓", "?"]);
  expect([...at.place.querySelectorAll("dd")].map(written)).toEqual([
    ...[t("shortcut_commands"), t("shortcut_search"), t("shortcut_rows"), t("shortcut_help")],
  ]);
  await at.press(t("close"));
  await at.closed();
});

it.each(["?", "k"])("opens nothing by %s for who is no administrator", async (key) => {
  user.value = { email: "mei@example.com", role: "user" } as User;
  const at = await shown();
  press(key, document.body, { ctrlKey: key === "k" });
  await at.says(t("not_found"));

  expect(document.querySelector("dialog")).toBeNull();
});

it("leaves a ? alone that somebody types", async () => {
  const at = await shown();
  const field = document.createElement("input");
  at.shown.element.parentElement!.append(field);
  press("?", field);
  press("k", field, { ctrlKey: true });
  await until(() => at.place.querySelector("input[role=combobox]") !== null, "the palette");

  expect(at.text).not.toContain(t("shortcuts"));
  field.remove();
});
