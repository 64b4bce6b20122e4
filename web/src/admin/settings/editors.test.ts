import { expect, it } from "vitest";
import { settled, until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Heard } from "../../testing/serving";
import SettingsPage from "./SettingsPage.vue";

const oracle = {
  ...{ zh: "你是神谕。", en: "You are an oracle." },
  ...{ title: { zh: "神谕", en: "Oracle" }, description: { zh: "给人启发", en: "Gives heart" } },
};
const setting = (key: string, more: object) => ({
  ...{
    key,
    value: {},
    default: {},
    changed: false,
    schema: {},
    meaning: "",
    built_in: {},
    ...more,
  },
});
const limits = setting("limits", {
  schema: { propertyNames: { pattern: "^(chat|login)$(?!\\n)" } },
  built_in: { chat: { hits: 60, seconds: 60 }, login: { hits: 60, seconds: 30 } },
});
const personas = setting("personas", { built_in: { oracle } });
const PUT = "PUT /api/admin/settings/personas";

async function shown(one: object): Promise<Opened> {
  let now = one;
  const at = await opened(SettingsPage, "/settings", {
    "GET /api/admin/settings": () => ({ data: [now] }),
    "GET /api/models": page(),
    [PUT]: ({ body }: Heard) => (now = { ...one, value: valueOf(body), changed: true }),
  });
  await until(() => at.shown.find("form").exists(), "a setting");
  return at;
}

function valueOf(body: unknown): unknown {
  return (body as { value: unknown }).value;
}

async function kept(at: Opened, times: number): Promise<unknown[]> {
  await at.press("保存");
  await at.sent(PUT, times);
  return at.of(PUT).map(({ body }) => valueOf(body));
}

async function isOffered(at: Opened): Promise<boolean> {
  await settled();
  return at.shown.findAll("button").some((each) => each.text() === "保存");
}

it("shows in the empty fields of limits what holds", async () => {
  const at = await shown(limits);

  const hints = at.shown.findAll("td input").map((each) => each.attributes("placeholder"));
  expect(hints).toEqual(["60", "60", "60", "30"]);
  expect(at.text).not.toContain("默认：无");
});

it("shows personas that are built in, to be tried, and to begin a change from", async () => {
  const at = await shown(personas);

  expect(at.shown.get("fieldset").text()).toContain("神谕");
  expect(at.shown.get("fieldset").text()).toContain("You are an oracle.");
  await at.open("试用");
  await at.press("关闭");
  await at.closed();
  await at.press("修改");
  await at.fill("提示词 · 中文", "你是海盗。");
  expect(await kept(at, 1)).toEqual([{ oracle: { ...oracle, zh: "你是海盗。" } }]);
  await at.press("恢复内置");
  expect((await kept(at, 2)).at(-1)).toEqual({});
});

it("lets an added persona have a title, which needs both languages", async () => {
  const at = await shown(personas);
  await at.fill("角色名", "poet");
  await at.press("添加角色");
  expect(await isOffered(at)).toBe(false);
  await at.fill("提示词 · 中文", "写诗。");
  await at.fill("提示词 · 英文", "Write verse.");
  await at.fill("标题 · 中文", "诗人");
  expect(await isOffered(at)).toBe(false);
  expect(at.shown.get("[role=alert]").text()).toBe("中文和英文都要填。");
  await at.fill("标题 · 英文", "Poet");

  const title = { zh: "诗人", en: "Poet" };
  expect(await kept(at, 1)).toEqual([{ poet: { zh: "写诗。", en: "Write verse.", title } }]);
});
