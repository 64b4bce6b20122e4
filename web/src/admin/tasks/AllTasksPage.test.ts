import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { settled, shown, type Shown } from "../testing";
import AllTasksPage from "./AllTasksPage.vue";

const task = (status: string) => ({
  ...{ id: "1", user_id: "u", email: "a@b.c", kind: "image", status, progress: 40, model: null },
  ...{ error: null, credits: { reserved: 1, charged: 0 }, created_at: "2026-11-28T05:00:00Z" },
  ...{ started_at: null, ended_at: null, attempts: 1, upstream_request: null, units: {} },
});
const failed = { kind: "image", code: "upstream_error", failed: 2, ambiguous: 0 };
let status: string;
let isHidden: boolean;
let open: Shown;

async function opened(): Promise<void> {
  const answers = {
    "GET /api/admin/tasks": () => ({ data: [task(status)], next_cursor: null }),
    "GET /api/admin/tasks/1": () => task(status),
    "GET /api/admin/tasks/failures": { data: [failed] },
  };
  open = await shown(AllTasksPage, answers, { at: "/tasks?hours=1" });
}

function asked(path: string): number {
  return open.asked.filter((what) => what.split("?")[0] === `GET ${path}`).length;
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
  open.page.unmount();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("follows what goes on to its end, and then asks no more", async () => {
  status = "running";
  await opened();
  await open.page.get("tbody .link").trigger("click");
  await settled();
  expect([asked("/api/admin/tasks"), asked("/api/admin/tasks/1")]).toEqual([1, 1]);
  status = "cancelled";
  await passed(6);

  expect(open.page.get("tbody .tag").text()).toBe("已取消");
  expect(open.page.get("dialog").text()).toContain("已取消");
  await passed(60);
  expect([asked("/api/admin/tasks"), asked("/api/admin/tasks/1")]).toEqual([2, 2]);
});

it("asks nothing while nobody can see it, and at once when somebody can", async () => {
  status = "queued";
  await opened();
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
  await opened();
  await open.page.get(".line a").trigger("click");
  await settled();

  const query = { hours: "1", status: "failed", kind: "image", error: "upstream_error" };
  expect(open.router.currentRoute.value.query).toEqual(query);
  expect(open.asked.at(-1)).toContain("error=upstream_error");
});
