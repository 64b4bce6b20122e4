import { afterEach, expect, it, vi } from "vitest";
import { settled, shown, type Shown } from "../testing";
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
const kept: unknown[] = [];
let open: Shown;

async function opened(one: object): Promise<void> {
  kept.length = 0;
  let now = one;
  const answers = {
    "GET /api/admin/settings": () => ({ data: [now] }),
    "PUT /api/admin/settings/personas": (_: URLSearchParams, sent: string) => {
      const { value } = JSON.parse(sent) as { value: unknown };
      kept.push(value);
      return (now = { ...one, value, changed: true });
    },
  };
  open = await shown(SettingsPage, answers);
}

async function press(label: string): Promise<void> {
  await open.page
    .findAll("button")
    .find((each) => each.text() === label)!
    .trigger("click");
  await settled();
}

function field(label: string, nth = 0) {
  const id = open.page.findAll("label").filter((each) => each.text() === label)[nth]!;
  return open.page.get(`[id="${id.attributes("for")}"]`);
}

async function save(): Promise<void> {
  await open.page.get("form").trigger("submit");
  await settled();
}

function isOffered(): boolean {
  return open.page.findAll("button").some((each) => each.text() === "保存");
}

afterEach(() => {
  open.page.unmount();
  vi.unstubAllGlobals();
});

it("shows in the empty fields of limits what holds", async () => {
  await opened(limits);

  const hints = open.page.findAll("td input").map((each) => each.attributes("placeholder"));
  expect(hints).toEqual(["60", "60", "60", "30"]);
  expect(open.page.text()).not.toContain("默认：无");
});

it("shows personas that are built in, to be tried, and to begin a change from", async () => {
  await opened(personas);

  expect(open.page.get("fieldset").text()).toContain("神谕");
  expect(open.page.get("fieldset").text()).toContain("You are an oracle.");
  await press("试用");
  await vi.waitFor(() => expect(open.page.find("dialog").exists()).toBe(true));
  await press("修改");
  await field("提示词 · 中文").setValue("你是海盗。");
  await save();
  expect(kept).toEqual([{ oracle: { ...oracle, zh: "你是海盗。" } }]);
  await press("恢复内置");
  await save();
  expect(kept.at(-1)).toEqual({});
});

it("lets an added persona have a title, which needs both languages", async () => {
  await opened(personas);
  await field("角色名").setValue("poet");
  await press("添加角色");
  expect(isOffered()).toBe(false);
  await field("提示词 · 中文").setValue("写诗。");
  await field("提示词 · 英文").setValue("Write verse.");
  await field("标题 · 中文").setValue("诗人");
  expect(isOffered()).toBe(false);
  expect(open.page.get("[role=alert]").text()).toBe("中文和英文都要填。");
  await field("标题 · 英文").setValue("Poet");
  await save();

  const title = { zh: "诗人", en: "Poet" };
  expect(kept).toEqual([{ poet: { zh: "写诗。", en: "Write verse.", title } }]);
});
