import { expect, it, onTestFinished, vi } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, type Opened } from "../../testing/opened";
import OverviewPage from "./OverviewPage.vue";

const ASKED = "GET /api/admin/overview";
const figures = (more: Partial<Schemas["Figures"]> = {}): Schemas["Figures"] => ({
  ...{ requests: 120, failed: 6, error_rate: 0.05, p95_ms: 4200, input_tokens: 900 },
  ...{ output_tokens: 300, credits: 50, active_users: 8 },
  ...more,
});
const period = (of: Schemas["Figures"]): Schemas["Period"] => ({
  ...{ from: "2026-11-27T16:00:00.000Z", to: "2026-11-28T12:34:00.000Z", figures: of },
});
const point = (start: string, requests: number, failed: number): Schemas["Point"] => ({
  ...{ start, requests, failed, input_tokens: requests * 10, output_tokens: 5, credits: 1 },
});
const overview: Schemas["Overview"] = {
  ...{ tz: "Asia/Shanghai", now: period(figures()), before: period(figures({ requests: 100 })) },
  ...{ weeks_before: period(figures({ requests: 240 })), group_by: "hour" },
  series: [point("2026-11-28T02:00:00.000Z", 40, 0), point("2026-11-28T03:00:00.000Z", 80, 6)],
  queue: { status: "ok", queued: 3, running: 2, oldest_due_seconds: 9 },
  reserved: { status: "ok", count: 4, credits: 1200 },
  alerts: [],
};

async function shown(
  more: Partial<Schemas["Overview"]> = {},
  address = "/overview",
): Promise<Opened> {
  const at = await opened(OverviewPage, address, { [ASKED]: { ...overview, ...more } });
  await at.says(t("requests"));
  return at;
}

async function card(at: Opened, label: string): Promise<string[]> {
  await at.says(label);
  const found = [...document.querySelectorAll("a.figure")].map((each) =>
    [...each.querySelectorAll("span, strong")].map(written),
  );
  return found.find(([name]) => name === label)!;
}

it.each([
  ["errors", "/system"],
  ["providers", "/calls?status=failed"],
  ["credits", "/usage?by=user&show=credits&range=7d"],
  ["jobs", "/system"],
  ["tasks", "/tasks?status=queued"],
  ["of_another_release", "/system"],
])("leads from an alert about %s to where it is seen", async (kind, path) => {
  const at = await shown({ alerts: [{ kind, text: "五分钟里失败太多" }] });

  expect(await at.link("五分钟里失败太多")).toBe(path);
  expect(at.text).not.toContain(t("no_alerts"));
});

it("says that nothing is wrong", async () => {
  await (await shown()).says(t("no_alerts"));
});

it("says how each figure has changed since yesterday and in a week", async () => {
  const at = await shown();

  expect(await card(at, t("requests"))).toEqual([
    ...[t("requests"), "120", `▲ 20% ${t("than_day")}`, `▼ 50% ${t("than_week")}`],
  ]);
});

it("compares days with the days before, and knows no change of nothing", async () => {
  const before = period(figures({ requests: 0 }));
  const at = await shown({ before }, "/overview?range=7d");

  expect((await card(at, t("requests")))[2]).toBe(`${t("change_unknown")} ${t("than_before")}`);
});

it("marks what has grown worse by more than a tenth, and only that", async () => {
  const before = period(figures({ error_rate: 0.04, p95_ms: 4100, requests: 60 }));
  await (await shown({ before })).says(t("p95"));

  const worse = [...document.querySelectorAll(".worse")].map(written);
  expect(worse).toEqual([`▲ 25% ${t("than_day")}`]);
});

it("leads from what waits and what is set aside to the lists of them", async () => {
  const at = await shown();
  const queue = t("queue") + t("queue_of", { queued: 3, running: 2 });
  const reserved = t("at_risk") + t("reserved_of", { credits: "1,200", n: 4 });

  expect(await at.link(queue)).toBe("/tasks?status=queued");
  expect(await at.link(reserved)).toBe("/ledger?kind=open");
});

it("draws what worked and what failed as two series, and tokens by themselves", async () => {
  const at = await shown();
  const chart = await at.find("svg", t("requests_chart", { tz: "Asia/Shanghai" }));
  const bars = [...chart.querySelectorAll("rect.bar")].map((bar) => [
    bar.classList.contains("danger"),
    Math.round(Number(bar.getAttribute("height"))),
  ]);

  expect(bars.map(([isFailed]) => isFailed)).toEqual([false, false, true]);
  expect(Number(bars[1]![1]) / Number(bars[0]![1])).toBeCloseTo(2, 1);
  const tokens = await at.find("svg", t("tokens_chart", { tz: "Asia/Shanghai" }));
  expect(tokens.querySelectorAll("rect.bar.accent")).toHaveLength(2);
  expect(tokens.querySelectorAll("rect.bar.danger")).toHaveLength(0);
  expect(at.rows).toEqual([
    ["11-28 10:00", "40", "0", "400", "5", "1"],
    ["11-28 11:00", "80", "6", "800", "5", "1"],
  ]);
});

it("puts the range and the zone into the address, and asks for them", async () => {
  const at = await shown();
  await at.fill(t("range"), "yesterday");
  await until(() => at.router.currentRoute.value.query["range"] === "yesterday", "the range");
  await at.fill(t("zone"), "Asia/Shanghai");
  await until(() => at.router.currentRoute.value.query["tz"] === "Asia/Shanghai", "the zone");
  await until(() => at.of(ASKED).at(-1)!.query["tz"] === "Asia/Shanghai", "the question");

  const { from, to } = at.of(ASKED).at(-1)!.query;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });
  expect([from, to]).toEqual(Array(2).fill(day.format(Date.now() - 86_400_000)));
});

it("asks again by itself every half minute, but not while nobody can see it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const at = await opened(OverviewPage, "/overview", { [ASKED]: overview });
  await vi.waitFor(() => expect(at.text).toContain(t("no_alerts")));
  const passed = async (seconds: number) => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    return at.of(ASKED).length;
  };
  expect(await passed(29)).toBe(1);
  expect(await passed(1)).toBe(2);
  await vi.waitFor(() => expect(document.querySelector(".stale")).toBeNull());

  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(await passed(300)).toBe(2);
  document.querySelector<HTMLElement>(`[aria-label="${t("refresh")}"]`)!.click();
  await vi.waitFor(() => expect(at.of(ASKED)).toHaveLength(3));
  expect(await passed(300)).toBe(3);
  hidden.mockRestore();
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(at.of(ASKED)).toHaveLength(4));
});

it.each([
  ["", "较昨日同时段"],
  ["&range=yesterday", "较前一日"],
  ["&from=2026-11-02&to=2026-11-02", "较前一日"],
  ["&range=7d", "较上一时段"],
])("says of %o what it is compared with", async (range, said) => {
  vi.useFakeTimers({ now: new Date("2026-11-28T06:00:00Z"), toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const at = await shown({}, `/overview?tz=Asia/Shanghai${range}`);

  const text = at.shown.get(".figures-grid").text();
  expect(["较昨日同时段", "较前一日", "较上一时段"].filter((one) => text.includes(one))).toEqual([
    said,
  ]);
});

it("says in words why nothing is known of the queue or of what is set aside", async () => {
  const unknown = { queued: null, running: null, oldest_due_seconds: null };
  const at = await shown({
    queue: { status: "database_down", ...unknown },
    reserved: { status: "database_down", count: null, credits: null },
  });

  const text = at.shown.get(".now").text();
  expect(text.split("数据库没有响应")).toHaveLength(3);
  expect(text).not.toContain("database_down");
});
