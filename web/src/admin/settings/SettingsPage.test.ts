import { expect, it, vi } from "vitest";
import { settled, shown } from "../testing";
import SettingsPage from "./SettingsPage.vue";

const number = (key: string) => ({
  ...{ key, value: 1, default: 1, changed: false, schema: {}, meaning: "of which it is" },
  built_in: {},
});
const answers = {
  "GET /api/admin/settings": { data: [number("daily_tokens"), number("storage_files")] },
};

it("is searched by what its headings say, as the address says", async () => {
  const { page, router } = await shown(SettingsPage, answers, { at: "/settings?q=每日" });

  expect(page.findAll("h2").map((each) => each.text())).toEqual(["每日 token 额度"]);
  await router.push("/settings?q=storage_files");
  await settled();
  expect(page.findAll("h2").map((each) => each.text())).toEqual(["文件数量"]);
  page.unmount();
  vi.unstubAllGlobals();
});
