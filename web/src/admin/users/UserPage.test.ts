import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, page } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import UserPage from "./UserPage.vue";

const MEI = "/api/admin/users/01M";
const AT = "2026-11-28T01:00:00.000Z";
const user: Schemas["UserShown"] = {
  ...{ id: "01M", email: "mei@example.com", name: "小梅", role: "user", credits: 10_000 },
  ...{ disabled: false, confirmed: true, second_factor: false, created_at: AT },
  storage: { bytes: 2_000_000, files: 7 },
};
const has: Schemas["Belongings"] = {
  ...{ conversations: 1234, recognitions: 31, files: 7, tasks: 19, api_keys: 1, sessions: 1 },
};
const nothing: Schemas["Totals"] = {
  ...{ calls: 0, failed: 0, input_tokens: 0, output_tokens: 0, cached_tokens: 0 },
  ...{ reasoning_tokens: 0, credits: 0, first_ms: null, total_ms: null },
};
const usage: Schemas["BillingUsageReport"] = {
  ...{ from: AT, to: AT, tz: "Asia/Shanghai", group_by: "day", data: [], totals: nothing },
  ...{ more: false, ranked_by: "sum" as const },
};
const key: Schemas["AccountsApiKeysShown"] = {
  ...{ id: "01K", name: "我的脚本", project: null, prefix: "yz-abc", created_at: AT },
  ...{ expires_at: null, last_used_at: null, daily_tokens: null, monthly_tokens: null },
};
const session = { id: "01S", renewed_at: AT, expires_at: "2026-12-28T01:00:00.000Z" };

vi.mock("../../usage/UsageChart.vue", () => ({
  default: {
    props: ["days", "values", "label"],
    template: `<svg role="img" :aria-label="label" :data-values="values.join()" :data-last="days.at(-1)" />`,
  },
}));
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-28T12:00:00Z") }));
afterEach(() => vi.useRealTimers());

async function shown(more: Answers = {}, who: Partial<Schemas["UserShown"]> = {}) {
  const opening = await opened(UserPage, "/users/01M", {
    [`GET ${MEI}`]: { ...user, ...who },
    [`GET ${MEI}/belongings`]: has,
    [`GET ${MEI}/keys`]: page(key),
    [`GET ${MEI}/sessions`]: page(session),
    "GET /api/admin/ledger": page(),
    "GET /api/admin/audit": page(),
    "GET /api/admin/usage": usage,
    ...more,
  });
  await opening.says("mei@example.com");
  return opening;
}

it("counts what somebody has, and leads to the lists of it", async () => {
  const at = await shown();
  await at.says(t("user_conversations"));

  const facts = [...document.querySelectorAll(".facts dd")].map(written);
  expect(facts.slice(-4)).toEqual(["1,234", "31", "7 · 2 MB", "19"]);
  expect(await at.link("31")).toBe("/recognitions?user=01M");
  expect(await at.link("7 · 2 MB")).toBe("/files?user=01M");
  expect(await at.link("19")).toBe("/tasks?user=01M");
});

it("lets somebody in again who is locked out", async () => {
  const at = await shown({ [`POST ${MEI}/unlock`]: undefined });
  await at.open(t("unlock"));
  expect(at.of(`POST ${MEI}/unlock`)).toHaveLength(0);
  await at.says(t("unlock_note"));
  await at.press(t("unlock"));

  await at.sent(`POST ${MEI}/unlock`);
  await at.closed();
  await at.sent("GET /api/admin/audit", 2);
});

it("makes an administrator a user again", async () => {
  const patched = { ...user, role: "user" };
  const at = await shown({ [`PATCH ${MEI}`]: patched }, { role: "admin" });
  await at.open(t("demote"));
  await at.says(t("demote_note"));
  await at.press(t("demote"));

  expect((await at.sent(`PATCH ${MEI}`)).body).toEqual({ role: "user" });
  await at.find("button", t("promote"));
});

it.each([
  [false, "disable", true],
  [true, "enable", false],
] as const)("of somebody whose being disabled is %s it can %s", async (disabled, verb, wanted) => {
  const patched = { ...user, disabled: wanted };
  const at = await shown({ [`PATCH ${MEI}`]: patched }, { disabled });
  await at.open(t(verb));
  await at.press(t(verb));

  expect((await at.sent(`PATCH ${MEI}`)).body).toEqual({ disabled: wanted });
  await at.closed();
  await at.find("button", t(wanted ? "enable" : "disable"));
});

it("shows the keys, and ends one after it was asked for", async () => {
  let keys = [key];
  const at = await shown({
    [`GET ${MEI}/keys`]: () => page(...keys),
    [`DELETE ${MEI}/keys/01K`]: () => void (keys = []),
  });
  await at.says("yz-abc…");
  await at.open(t("key_end_named", { name: "我的脚本" }));
  await at.says(t("key_end_note"));
  await at.fill(t("type_to_confirm", { word: "我的脚本" }), "我的脚本");
  expect(at.of(`DELETE ${MEI}/keys/01K`)).toHaveLength(0);
  await at.press(t("key_end"));

  await at.closed();
  await at.says(t("no_keys"));
  expect(at.of(`DELETE ${MEI}/keys/01K`)).toHaveLength(1);
});

it("logs somebody out everywhere", async () => {
  let sessions = [session];
  const at = await shown({
    [`GET ${MEI}/sessions`]: () => page(...sessions),
    [`DELETE ${MEI}/sessions`]: () => void (sessions = []),
  });
  await at.open(t("end_sessions"));
  await at.says(t("end_sessions_note"));
  expect(at.of(`DELETE ${MEI}/sessions`)).toHaveLength(0);
  await at.press(t("end_sessions"));

  await at.closed();
  await at.says(t("no_sessions"));
  expect(document.body.textContent).not.toContain(t("end_sessions"));
});

it("takes credits, by the same key until it was answered", async () => {
  let tries = 0;
  const lost = () => {
    if (!tries++) throw new TypeError("offline");
    return {};
  };
  const at = await shown({ [`POST ${MEI}/credits`]: lost });
  await at.fill(t("way"), "take");
  await at.fill(t("amount_credits"), "1,500");
  await at.fill(t("reason"), "发重了");
  await at.open(t("take"));
  await at.says(t("balance_then", { now: "10,000", then: "8,500" }));
  expect(at.of(`POST ${MEI}/credits`)).toHaveLength(0);
  await at.press(t("take"));
  await until(() => at.place.querySelector(".failure") !== null, "a failure");
  await at.press(t("take"));
  const second = await at.sent(`POST ${MEI}/credits`, 2);

  expect(second.body).toEqual({ amount: -1500, reason: "发重了" });
  const keys = at.of(`POST ${MEI}/credits`).map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  await at.sent("GET /api/admin/ledger", 2);
});

it("draws the tokens of thirty days, each in its place", async () => {
  const line = { ...nothing, group: "2026-11-27", name: null };
  const data = [{ ...line, calls: 2, failed: 1, input_tokens: 30, output_tokens: 12, credits: 9 }];
  const totals = { ...nothing, calls: 2, failed: 1, input_tokens: 30, output_tokens: 12 };
  const at = await shown({ "GET /api/admin/usage": { ...usage, data, totals } });
  const chart = await at.find("svg", t("tokens_by_day"));

  const values = chart.dataset["values"]!.split(",");
  expect(values).toHaveLength(30);
  expect(values.slice(-2)).toEqual(["42", "0"]);
  expect(at.of("GET /api/admin/usage")[0]!.query).toMatchObject({ user: "01M", to: "2026-11-28" });
  expect(at.text).toContain(t("usage_sums", { calls: 2, failed: 1, tokens: 42, credits: 0 }));
  expect(await at.link(t("by_model"))).toBe("/usage?user=01M&by=model");
});

it("says that nothing was used in place of an empty chart", async () => {
  const at = await shown();
  await at.says(t("no_usage"));

  expect(document.querySelector("svg[role=img]")).toBeNull();
});
