import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import AuditPage from "./AuditPage.vue";
import { actionName } from "./actions";

const LIST = "GET /api/admin/audit";
const ROOT = "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A";
const TARGET = "01KB3Z6V4N8Q2R5T7W9X0Y1Z2B";
const entry: Schemas["AuditEntry"] = {
  ...{ id: "01A", at: "2026-11-28T01:00:00.000Z", actor_id: ROOT, actor_email: "root@example.com" },
  ...{ ip: "203.0.113.9", request_id: "01R", action: "users.change", target: TARGET },
  ...{ target_email: "mei@example.com", before: { role: "user" }, after: { role: "admin" } },
};

async function shown(address = "/audit"): Promise<Opened> {
  const at = await opened(AuditPage, address, {
    [LIST]: page(entry),
    "GET /api/admin/users": page({ id: ROOT, email: "root@example.com" }),
    [`GET /api/admin/users/${ROOT}`]: { id: ROOT, email: "root@example.com" },
  });
  await at.says("203.0.113.9");
  return at;
}

/** What was asked for, once the address says a word of it. */
async function asked(at: Opened, name: string, word: string): Promise<Record<string, string>> {
  await until(() => at.router.currentRoute.value.query[name] === word, `${name} in the address`);
  await until(() => at.of(LIST).at(-1)!.query[name] === word, `${name} in the question`);
  return at.of(LIST).at(-1)!.query;
}

it("says who did what to whom, what it changed, and from where", async () => {
  const at = await shown();

  expect(at.rows[0]!.slice(1, 4)).toEqual([
    ...["root@example.com", actionName("users.change"), "mei@example.com"],
  ]);
  expect([...document.querySelectorAll("del, ins")].map((each) => each.textContent)).toEqual([
    ...["user", "admin"],
  ]);
  expect(at.rows[0]!.at(-1)).toBe("203.0.113.9");
  expect(await at.link("root@example.com")).toBe(`/users/${ROOT}`);
});

it("finds what somebody did by a part of their address", async () => {
  const at = await shown();
  await at.fill(t("actor"), "root@example.com");

  await asked(at, "actor", ROOT);
});

it("finds what was done to somebody by a click, and lets go of that again", async () => {
  const at = await shown();
  await at.press("mei@example.com");
  await asked(at, "target", TARGET);
  await at.fill(t("target"), "");
  await until(() => !("target" in at.router.currentRoute.value.query), "no target");
  await until(() => !("target" in at.of(LIST).at(-1)!.query), "another question");
});

it("finds what was done by its kind and by words", async () => {
  const at = await shown();
  await at.fill(t("what"), "users.credits");
  await asked(at, "action", "users.credits");
  await at.fill(t("search"), "课程补贴");

  expect(await asked(at, "q", "课程补贴")).toMatchObject({ action: "users.credits" });
});

it("finds what was done on some days, where the reader is", async () => {
  const at = await shown();
  const [from, to] = [...document.querySelectorAll<HTMLInputElement>("input[type=date]")];
  for (const [field, day] of [
    [from!, "2026-11-01"],
    [to!, "2026-11-28"],
  ] as const) {
    field.value = day;
    field.dispatchEvent(new Event("input"));
    await asked(at, field === from ? "from" : "to", day);
  }

  const { tz } = at.of(LIST).at(-1)!.query;
  expect(tz).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

it("opens with the filters of its address", async () => {
  const at = await shown(`/audit?actor=${ROOT}&target=${TARGET}&action=users.change&q=x`);
  await until(() => document.body.contains(document.querySelector("input[type=search]")), "fields");

  expect(at.of(LIST)[0]!.query).toMatchObject({
    ...{ actor: ROOT, target: TARGET, action: "users.change", q: "x" },
  });
  const actor = await at.find<HTMLInputElement>("input", t("actor"));
  await until(() => actor.value === "root@example.com", "the address of the actor");
});
