import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { maybe, t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import SettingsPage from "./SettingsPage.vue";

type Setting = Schemas["Setting"];
const LIST = "GET /api/admin/settings";
const setting = (key: string, value: unknown, more: Partial<Setting> = {}): Setting => ({
  ...{ key, value, default: value, changed: false, meaning: `what ${key} means` },
  ...{ schema: {}, built_in: {} },
  ...more,
});

/** The page with one setting, which the server keeps as it is told. */
async function shown(first: Setting): Promise<Opened & { put: string }> {
  let kept = first;
  const put = `PUT /api/admin/settings/${first.key}`;
  const at = await opened(SettingsPage, "/settings", {
    [LIST]: () => page(kept),
    [put]: ({ body }: { body: unknown }) => {
      const { value } = body as { value: unknown };
      kept = { ...kept, value: value ?? kept.default, changed: value !== null };
      return kept;
    },
  });
  await at.says(`what ${first.key} means`);
  return Object.assign(at, { put });
}

it.each([true, false])("saves a switch that was %s, and takes it back before that", async (was) => {
  const key = "enable_invite_codes";
  const at = await shown(setting(key, was));
  const label = maybe(`setting_${key}`) ?? key;
  const box = await at.find<HTMLInputElement>("input[type=checkbox]", label);
  expect(box.checked).toBe(was);
  await at.check(label);
  await at.press(t("cancel"));
  await until(() => box.checked === was, "what it was");
  await at.check(label);
  await at.press(t("save"));

  expect((await at.sent(at.put)).body).toEqual({ value: !was });
  await at.says(t("setting_is_changed"));
  expect(box.checked).toBe(!was);
  expect(at.of(at.put)).toHaveLength(1);
});

it("saves an announcement in both languages, and none in only one", async () => {
  const at = await shown(setting("announcement", null));
  await at.fill(t("in_chinese"), "今晚维护");
  await at.says(t("preview"));
  expect(at.text).not.toContain(t("save"));
  await at.fill(t("in_english"), "Maintenance tonight");
  await at.press(t("save"));

  const value = { zh: "今晚维护", en: "Maintenance tonight" };
  expect((await at.sent(at.put)).body).toEqual({ value });
  await at.says(t("saved"));
});

it("takes an announcement away by emptying both", async () => {
  const at = await shown(setting("announcement", { zh: "旧", en: "old" }, { default: null }));
  await at.fill(t("in_chinese"), "");
  await at.fill(t("in_english"), " ");
  await at.press(t("save"));

  expect((await at.sent(at.put)).body).toEqual({ value: null });
});

it("saves the limits that were written, and leaves empty ones to the release", async () => {
  const schema = { propertyNames: { pattern: "^(chat|read)$" } } as unknown as Setting["schema"];
  const at = await shown(setting("limits", { chat: { hits: 30, seconds: 60 } }, { schema }));
  const cell = (name: string, part: "hits" | "per_seconds") =>
    `${maybe(`limit_${name}`) ?? name} · ${t(part)}`;
  await at.fill(cell("read", "hits"), "0");
  await at.fill(cell("read", "per_seconds"), "60");
  const wrong = await at.find("input", cell("read", "hits"));
  await until(() => wrong.getAttribute("aria-invalid") === "true", "a fault");
  expect(at.text).not.toContain(t("save"));
  await at.fill(cell("read", "hits"), "1,200");
  await at.fill(cell("chat", "hits"), "");
  await at.fill(cell("chat", "per_seconds"), "");
  await at.press(t("save"));

  expect((await at.sent(at.put)).body).toEqual({ value: { read: { hits: 1200, seconds: 60 } } });
});

it("saves a persona with words in both languages, and removes one", async () => {
  const at = await shown(setting("personas", { poet: { zh: "写诗", en: "Write verse" } }));
  await at.fill(t("persona_name"), "Bad Name");
  await at.says(t("persona_name_wrong"));
  await at.fill(t("persona_name"), "cook");
  await at.press(t("persona_add"));
  await at.press(t("delete_named", { name: "poet" }));
  await at.fill(t("prompt_of", { language: t("in_chinese") }), "教做菜");
  expect(at.text).not.toContain(t("save"));
  await at.fill(t("prompt_of", { language: t("in_english") }), "Teach cooking");
  await at.press(t("save"));

  const value = { cook: { zh: "教做菜", en: "Teach cooking" } };
  expect((await at.sent(at.put)).body).toEqual({ value });
});

it("brings a default back after it was shown", async () => {
  const was = setting("anonymous_chats_per_day", 7, { default: 20, changed: true });
  const at = await shown(was);
  await at.open(t("reset"));
  expect([...at.place.querySelectorAll("del, ins")].map((each) => each.textContent)).toEqual([
    ...["7", "20"],
  ]);
  await at.press(t("reset"));

  expect((await at.sent(at.put)).body).toEqual({ value: null });
  await at.closed();
  expect(at.text).not.toContain(t("setting_is_changed"));
});
