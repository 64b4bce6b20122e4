import { expect, it } from "vitest";
import { until } from "../../testing/looking";
import { opened } from "../../testing/opened";
import SettingsPage from "./SettingsPage.vue";

const number = (key: string) => ({
  ...{ key, value: 1, default: 1, changed: false, schema: {}, meaning: "of which it is" },
  built_in: {},
});
const answers = {
  "GET /api/admin/settings": { data: [number("daily_tokens"), number("storage_files")] },
};

it("is searched by what its headings say, as the address says", async () => {
  const at = await opened(SettingsPage, "/settings?q=每日", answers);
  const headings = () => at.shown.findAll("h2").map((each) => each.text());

  await until(() => expect(headings()).toEqual(["每日 token 额度"]));
  await at.router.push("/settings?q=storage_files");
  await until(() => expect(headings()).toEqual(["文件数量"]));
});
