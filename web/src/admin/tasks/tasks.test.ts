import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import type { Answers } from "../../testing/serving";
import AllTasksPage from "./AllTasksPage.vue";

const AT = "2026-11-28T01:00:00.000Z";
const task = (more: Partial<Schemas["ListedHeading"]> = {}): Schemas["ListedHeading"] => ({
  ...{ id: "01T", kind: "video", status: "running", progress: 42, model: "wanx", error: null },
  ...{ credits: { reserved: 200, charged: 0 }, created_at: AT, started_at: AT, ended_at: null },
  ...{ user_id: "01M", attempts: 1, upstream_request: null, email: "mei@example.com" },
  ...more,
});
const LIST = "GET /api/admin/tasks";
const FAILURES = "GET /api/admin/tasks/failures";
const failed = (kind: string, code: string, many: number): Schemas["Failures"] => ({
  ...{ kind, code, failed: many, ambiguous: 0 },
});

async function shown(more: Answers = {}): Promise<Opened> {
  const at = await opened(AllTasksPage, "/tasks", {
    ...{ [LIST]: page(task()), [FAILURES]: { data: [] } },
    ...more,
  });
  await at.says("mei@example.com");
  return at;
}

it("counts what tasks have failed of by kind and code, the longest bar for the most", async () => {
  const data = [failed("video", "upstream_timeout", 1200), failed("image", "content_refused", 300)];
  const at = await shown({ [FAILURES]: { data } });
  await at.says("upstream_timeout");

  const lines = [...document.querySelectorAll("ul .line")];
  expect(lines.map(written)).toEqual([
    `${t("task_video")} · upstream_timeout1,200`,
    `${t("task_image")} · content_refused300`,
  ]);
  const bars = lines.map((line) => line.querySelector("progress")!);
  expect(bars.map((bar) => [bar.value, bar.max, bar.getAttribute("aria-label")])).toEqual([
    [1200, 1200, "upstream_timeout"],
    [300, 1200, "content_refused"],
  ]);
  expect(at.of(FAILURES)[0]!.query).toEqual({ hours: "24" });
});

it("asks for the failures of another time", async () => {
  const at = await shown();
  await at.says(t("no_failures"));
  await at.fill(t("range"), "168");

  expect((await at.sent(FAILURES, 2)).query).toEqual({ hours: "168" });
});

it("says how far a task is while it runs, and only then", async () => {
  const at = await shown({
    [LIST]: page(task(), task({ id: "01U", status: "succeeded", progress: 100 })),
  });

  const [running, succeeded] = at.rows.map((cells) => cells[4]);
  expect(running).toContain("42%");
  expect(succeeded).toBe(t("status_succeeded"));
});

it.each([
  ["queued", "task_cancel"],
  ["running", "task_cancel"],
  ["failed", "retry"],
  ["cancelled", "retry"],
  ["succeeded", null],
] as const)("offers for a task that is %s: %s", async (status, verb) => {
  const at = await shown({ [LIST]: page(task({ status })) });
  const deeds = [...document.querySelectorAll("td:last-child button")].map(written);

  expect(deeds).toEqual(verb ? [t(verb)] : []);
  expect(at.rows).toHaveLength(1);
});

it("puts state and kind into the address, and asks for them", async () => {
  const at = await shown();
  await at.fill(t("state"), "failed");
  await until(() => at.router.currentRoute.value.query["status"] === "failed", "a state");
  await at.fill(t("what"), "video");
  await until(() => at.of(LIST).at(-1)!.query["kind"] === "video", "a kind");

  expect(at.of(LIST).at(-1)!.query).toMatchObject({ status: "failed", kind: "video" });
});
