import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inSlices } from "./slices";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("lets others in between acts that take long, and keeps their order", async () => {
  const done: string[] = [];
  const act = (name: string, takes: number) => () => {
    done.push(name);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + takes);
  };
  vi.spyOn(performance, "now").mockReturnValue(0);
  inSlices(act("short", 1));
  inSlices(act("long", 20));
  inSlices(act("later", 1));
  expect(done).toEqual([]);

  await vi.advanceTimersToNextTimerAsync();
  expect(done).toEqual(["short", "long"]);
  await vi.advanceTimersToNextTimerAsync();
  expect(done).toEqual(["short", "long", "later"]);
  vi.restoreAllMocks();
});
