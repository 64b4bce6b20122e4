import { afterEach, expect, it, vi } from "vitest";
import { t } from "../../i18n/t";
import { opened } from "../../testing/opened";
import OverviewPage from "./OverviewPage.vue";

const figures = {
  ...{ requests: 4, failed: 1, error_rate: 0.25, p95_ms: null, input_tokens: 1, output_tokens: 1 },
  ...{ credits: 1, active_users: 1 },
};
const period = { from: "2026-11-27T16:00:00Z", to: "2026-11-28T06:00:00Z", figures };
const overview = {
  ...{ tz: "Asia/Shanghai", group_by: "hour", series: [], alerts: [] },
  ...{ now: period, before: period, weeks_before: period },
  ...{ queue: { status: "database_down" }, reserved: { status: "database_down" } },
};

afterEach(() => vi.useRealTimers());

it.each([
  ["", "较昨日同时段"],
  ["&range=yesterday", "较前一日"],
  ["&from=2026-11-02&to=2026-11-02", "较前一日"],
  ["&range=7d", "较上一时段"],
])("says of %o what it is compared with", async (range, said) => {
  vi.useFakeTimers({ now: new Date("2026-11-28T06:00:00Z"), toFake: ["Date"] });
  const address = `/overview?tz=Asia/Shanghai${range}`;
  const at = await opened(OverviewPage, address, { "GET /api/admin/overview": overview });
  await at.says(t("requests"));

  const text = at.shown.get(".figures-grid").text();
  expect(["较昨日同时段", "较前一日", "较上一时段"].filter((one) => text.includes(one))).toEqual([
    said,
  ]);
});

it("says in words why nothing is known of the queue or of what is set aside", async () => {
  const at = await opened(OverviewPage, "/overview", { "GET /api/admin/overview": overview });
  await at.says(t("requests"));

  const text = at.shown.get(".now").text();
  expect(text.split("数据库没有响应")).toHaveLength(3);
  expect(text).not.toContain("database_down");
});
