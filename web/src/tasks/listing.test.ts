import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { defineComponent } from "vue";
import { useTasks } from "./listing";

const PAUSE = 3_000;
let old: () => Response;

const task = (id: string, status = "running") => ({ id, status });

beforeEach(() => {
  vi.useFakeTimers();
  old = () => Response.json(task("1", "succeeded"));
  vi.stubGlobal("fetch", async (to: string) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    if (to.includes("cursor")) {
      return Response.json({ data: [task("2"), task("1")], next_cursor: null });
    }
    if (to === "/api/tasks/2") return old();
    if (to === "/api/tasks/1") return Response.json(task("1", "succeeded"));
    return Response.json({ data: [task("3", "succeeded")], next_cursor: "c" });
  });
});
afterEach(() => {
  vi.useRealTimers();
});

async function watched() {
  let tasks!: ReturnType<typeof useTasks>;
  const shown = mount(
    defineComponent(() => {
      tasks = useTasks(() => ({}));
      return () => null;
    }),
  );
  await flushPromises();
  await tasks.list.more();
  await vi.advanceTimersByTimeAsync(PAUSE);
  shown.unmount();
  return tasks.list.items.value.map(({ id, status }) => [id, status]);
}

it("asks after older ones that go on by their ids", async () => {
  old = () => Response.json(task("2", "failed"));

  expect(await watched()).toEqual([
    ["3", "succeeded"],
    ["2", "failed"],
    ["1", "succeeded"],
  ]);
});

it("forgets one that is there no longer, and goes on with the others", async () => {
  old = () => new Response("{}", { status: 404 });

  expect(await watched()).toEqual([
    ["3", "succeeded"],
    ["1", "succeeded"],
  ]);
});
