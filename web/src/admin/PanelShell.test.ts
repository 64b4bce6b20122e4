import { flushPromises } from "@vue/test-utils";
import { expect, it, onTestFinished, vi } from "vitest";
import * as session from "../api/session";
import { t } from "../i18n/t";
import PanelShell from "./PanelShell.vue";
import { written } from "../testing/looking";
import { opened, type Opened } from "../testing/opened";

async function shown(role = "admin"): Promise<Opened> {
  const tokens = { access_token: "a", refresh_token: "r", token_type: "Bearer", expires_in: 3600 };
  await session.enter({ ...tokens, user: { email: "root@example.com", role } as session.User });
  onTestFinished(() => session.leave());
  return opened(PanelShell, "/nowhere", {
    "GET /api/info": {},
    "POST /api/auth/logout": undefined,
  });
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
  const at = await shown("user");
  press(key, document.body, { ctrlKey: key === "k" });
  await at.says(t("not_found"));

  expect(document.querySelector("dialog")).toBeNull();
});

it("leaves a ? alone that somebody types, and takes the next one that nobody does", async () => {
  const at = await shown();
  const field = document.createElement("textarea");
  document.body.append(field);
  onTestFinished(() => field.remove());
  press("?", field);
  await flushPromises();
  await vi.dynamicImportSettled();
  expect(document.querySelector("dialog")).toBeNull();
  press("?");

  await at.says(t("shortcuts"));
});
