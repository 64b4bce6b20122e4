import { afterEach, expect, it, vi } from "vitest";
import type { VueWrapper } from "@vue/test-utils";
import { settled, shown } from "../testing";
import ModelForm from "./ModelForm.vue";
import type { Model } from "./models";

const MODEL: Model = {
  ...{ id: "qwen", provider: "one", upstream_name: "qwen", description: "as it was" },
  ...{ prices: [], capabilities: ["text"], fallbacks: [], context_length: 1000, max_output: 100 },
  ...{ enabled: true, breaker: "closed" },
};
let page: VueWrapper;
let now: Model[];

async function opened(): Promise<string[]> {
  const answers = {
    "GET /api/admin/models": () => ({ data: now }),
    "PUT /api/admin/models/qwen": (_: URLSearchParams, sent: string) => JSON.parse(sent) as object,
    "POST /api/admin/models": {},
  };
  const props = { model: MODEL, models: [MODEL], providers: [] };
  const { asked, page: made } = await shown(ModelForm, answers, { props });
  page = made;
  return asked;
}

async function save(): Promise<void> {
  await page.find("form").trigger("submit");
  await settled();
}

afterEach(() => {
  page.unmount();
  vi.unstubAllGlobals();
});

it("shows what a model became elsewhere before it is overwritten, each time it changes", async () => {
  now = [MODEL];
  const asked = await opened();
  const saved = () => asked.filter((what) => what.startsWith("PUT")).length;
  now = [{ ...MODEL, description: "by somebody else", breaker: "open" }];
  await save();

  expect(page.find("[role=alert]").text()).toContain("by somebody else");
  expect(page.find("[role=alert]").text()).not.toContain("breaker");
  expect([saved(), page.emitted("stale")?.length]).toEqual([0, 1]);
  now = [{ ...MODEL, description: "and once more" }];
  await save();
  expect(page.find("[role=alert]").text()).toContain("and once more");
  expect(saved()).toBe(0);
  await save();
  expect([saved(), page.emitted("saved")?.length]).toEqual([1, 1]);
});

it("says that a model was removed elsewhere, and adds it anew when that is meant", async () => {
  now = [];
  await opened();
  await save();

  expect(page.find("[role=alert]").text()).toContain("已被他人删除");
  await save();
  expect(page.emitted("saved")?.length).toBe(1);
});
