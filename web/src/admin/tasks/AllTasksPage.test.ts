import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { settled } from "../../testing/looking";
import { opened, page, type Opened } from "../../testing/opened";
import AllTasksPage from "./AllTasksPage.vue";

const task = (status: string) => ({
  ...{ id: "1", user_id: "u", email: "a@b.c", kind: "image", status, progress: 40, model: null },
  ...{ error: null, credits: { reserved: 1, charged: 0 }, created_at: "2026-11-28T05:00:00Z" },
  ...{ started_at: null, ended_at: null, attempts: 1, upstream_request: null, units: {} },
});
const failed = { kind: "image", code: "upstream_error", failed: 2, ambiguous: 0 };
let status: string;
let isHidden: boolean;
let at: Opened;

async function shown(): Promise<void> {
  const answers = {
    "GET /api/admin/tasks": () => page(task(status)),
    "GET /api/admin/tasks/1": () => task(status),
    "GET /api/admin/tasks/failures": { data: [failed] },
  };
  at = await opened(AllTasksPage, "/tasks?hours=1", answers);
  await settled();
}

function asked(path: string): number {
  return at.of(`GET ${path}`).length;
}

async function passed(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  await settled();
}

beforeEach(() => {
  isHidden = false;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(document, "hidden", "get").mockImplementation(() => isHidden);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("follows what goes on to its end, and then asks no more", async () => {
  status = "running";
  await shown();
  await at.shown.get("tbody .link").trigger("click");
  await settled();
  expect([asked("/api/admin/tasks"), asked("/api/admin/tasks/1")]).toEqual([1, 1]);
  status = "cancelled";
  await passed(6);

  expect(at.shown.get("tbody .tag").text()).toBe("已取消");
  expect(at.shown.get("dialog").text()).toContain("已取消");
  await passed(60);
  expect([asked("/api/admin/tasks"), asked("/api/admin/tasks/1")]).toEqual([2, 2]);
});

it("asks nothing while nobody can see it, and at once when somebody can", async () => {
  status = "queued";
  await shown();
  isHidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  await passed(60);
  expect(asked("/api/admin/tasks")).toBe(1);
  isHidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(asked("/api/admin/tasks")).toBe(2);
});

it("leads from a code to what failed by it", async () => {
  status = "failed";
  await shown();
  await at.shown.get(".line a").trigger("click");
  await settled();

  const query = { status: "failed", kind: "image", error: "upstream_error" };
  expect(at.router.currentRoute.value.query).toEqual({ hours: "1", ...query });
  expect(at.heard.at(-1)!.query).toMatchObject(query);
});

it("goes on searching behind pages on which nothing was found, to the end", async () => {
  const found = { "": "a", a: "b", b: null } as Record<string, string | null>;
  at = await opened(AllTasksPage, "/tasks?error=x", {
    "GET /api/admin/tasks": ({ query }: { query: Record<string, string> }) => ({
      data: [],
      next_cursor: found[query["cursor"] ?? ""],
    }),
    "GET /api/admin/tasks/failures": { data: [] },
  });
  await settled();
  for (const cursor of ["a", "b"]) {
    expect(at.text).toContain("后面还有没查的");
    await at.press("继续查找");
    await settled();
    expect(at.of("GET /api/admin/tasks").at(-1)!.query["cursor"]).toBe(cursor);
  }

  expect(at.text).toContain("没有符合筛选条件的记录");
  await at.press("上一页");
  await at.says("后面还有没查的");
});

it("begins with the newest failures of a code, wherever the list was", async () => {
  status = "failed";
  at = await opened(AllTasksPage, "/tasks?after=x&user=u", {
    "GET /api/admin/tasks": () => page(task(status)),
    "GET /api/admin/tasks/failures": { data: [failed] },
    "GET /api/admin/users/u": { id: "u", email: "a@b.c" },
  });
  await settled();

  const link = at.shown.get(".plain-list a").attributes("href");
  expect(link).toBe("/tasks?status=failed&kind=image&error=upstream_error");
});
