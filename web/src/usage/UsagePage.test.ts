import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as vault from "../api/vault";
import { until } from "../testing/looking";
import { open } from "../testing/opening";
import { person, refusal, serve, type Answers } from "../testing/serving";

const RATES = { chat: { hits: 60, seconds: 60 }, speech: { hits: 5, seconds: 90 } };
const own = (day: object | null, month: object | null) =>
  Response.json({
    ...person,
    storage: { bytes: 0, files: 0, max_bytes: 0, max_files: 0 },
    limits: { tokens: { day, month }, key_tokens: null, rates: RATES },
  });
const line = (group: string, calls: number) => ({
  group,
  calls,
  input_tokens: calls * 1000,
  output_tokens: calls * 10,
  credits: calls,
});
const report = (...data: object[]) =>
  Response.json({ data, totals: line("", data.length && 3), tz: "Asia/Shanghai" });
const entry = (id: string, kind: string, amount: number, balance: number) => ({
  id,
  at: "2026-11-28T08:00:00Z",
  kind,
  amount,
  balance,
});
const ledger = (...data: object[]) => Response.json({ data, balance: 990, next_cursor: null });
let page: Awaited<ReturnType<typeof open>>;

function answers(more: Answers = {}) {
  return serve({
    "GET /api/info": Response.json({ features: { credits: true }, personas: [] }),
    "GET /api/models": Response.json({ data: [] }),
    "GET /api/auth/conversations": Response.json({ data: [], next_cursor: null }),
    "GET /api/auth/me": own(null, null),
    "GET /api/auth/usage": report(),
    "GET /api/auth/credits": ledger(),
    ...more,
  });
}
const cells = (row: string) => page.shown.findAll(`${row} :is(th, td)`).map((cell) => cell.text());

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-28T12:00:00") });
  return vault.write(null);
});
afterEach(() => {
  page.shown.unmount();
  vi.useRealTimers();
});

it("tells how much of the quotas is used and left, and when they begin anew", async () => {
  const day = { limit: 1000, used: 1250, renews_at: "2026-11-29T00:00:00" };
  const month = { limit: 20000, used: 5000, renews_at: "2026-12-01T00:00:00" };
  answers({ "GET /api/auth/me": own(day, month) });
  page = await open("/usage", {});
  await until(() => expect(page.says("1,250 of 1,000 used")).toBe(true));

  expect(page.shown.findAll(".quota .small").map((each) => each.text())).toEqual([
    "None left. Counted anew from 29 Nov 2026, 00:00.",
    "15,000 left. Counted anew from 1 Dec 2026, 00:00.",
  ]);
  expect(page.shown.findAll("progress").map((bar) => bar.attributes("value"))).toEqual([
    "1000",
    "5000",
  ]);
  expect(page.says("Questions: at most 60 a minute")).toBe(true);
  expect(page.says("Speech: at most 5 in 90 seconds")).toBe(true);
});

it("says that there is no quota only where it was told so", async () => {
  answers({ "GET /api/auth/me": [refusal(503, "unavailable"), own(null, null)] });
  page = await open("/usage", {});
  await until(() => expect(page.says("unavailable told")).toBe(true));
  expect(page.says("no daily or monthly limit")).toBe(false);
  await page.press("Try again");

  await until(() => expect(page.says("no daily or monthly limit")).toBe(true));
});

it("shows each movement of credits, with what it was and what was left", async () => {
  answers({
    "GET /api/auth/credits": ledger(
      entry("2", "reserve", -10, 990),
      entry("1", "signup", 1000, 1000),
      entry("0", "of_a_newer_server", 0, 0),
    ),
  });
  page = await open("/usage", {});
  await until(() => expect(page.says("Registration gift")).toBe(true));

  expect(cells("tbody tr:nth-child(1)").slice(1)).toEqual(["Reserved", "-10", "990"]);
  expect(cells("tbody tr:nth-child(2)").slice(1)).toEqual(["Registration gift", "1,000", "1,000"]);
  expect(cells("tbody tr:nth-child(3)")[1]).toBe("of_a_newer_server");
  expect(page.shown.find(".big").text()).toContain("990");
  expect(page.session.user.value?.credits).toBe(990);
});

it("shows usage by day as a table too, in the range that the address says", async () => {
  const heard = answers({
    "GET /api/auth/usage": report(line("2026-11-27", 2), line("2026-11-28", 1)),
  });
  page = await open("/usage?days=7", {});
  await until(() => expect(page.says("As a table")).toBe(true));

  expect(cells("details tbody tr:nth-child(1)")).toEqual(["2026-11-27", "2", "2,000", "20"]);
  expect(page.shown.find(".sums").text()).toContain("3,000");
  await page.fill("Range", "90");
  await until(() => expect(page.path()).toBe("/usage?days=90"));
  await until(() => expect(asked(heard)).toContain("2026-08-31"));
  expect(asked(heard)).toContain("2026-11-22");
  expect(heard.every(({ query }) => !query["to"] || query["to"] === "2026-11-28")).toBe(true);
});

function asked(heard: ReturnType<typeof serve>): (string | undefined)[] {
  return heard.filter(({ call }) => call.endsWith("/usage")).map(({ query }) => query["from"]);
}

it("says nothing of credits where there are none", async () => {
  answers({ "GET /api/info": Response.json({ features: {}, personas: [] }) });
  page = await open("/usage", {});
  await until(() => expect(page.says("Nothing was used")).toBe(true));

  expect(page.says("Balance")).toBe(false);
  expect(page.says("Credits")).toBe(false);
});

it("tells that it does not know whether there are credits, and asks again", async () => {
  const known = Response.json({ features: { credits: true }, personas: [] });
  answers({ "GET /api/info": [refusal(503, "unavailable"), known] });
  page = await open("/usage", {});
  await until(() => expect(page.says("unavailable told")).toBe(true));
  await page.press("Try again");

  await until(() => expect(page.says("Balance")).toBe(true));
});
