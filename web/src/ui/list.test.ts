import { expect, it, vi } from "vitest";
import { effectScope } from "vue";
import { useCursorList } from "./list";

it("tries again what has failed: the next page, or the first one", async () => {
  const ask =
    vi.fn<(cursor: string | undefined) => Promise<{ data: number[]; next_cursor: string }>>();
  const list = effectScope().run(() => useCursorList(ask))!;
  ask.mockResolvedValueOnce({ data: [1], next_cursor: "a" });
  await list.restart();
  ask.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await list.restart();
  expect(list.state.value).toBe("failed");

  ask.mockResolvedValueOnce({ data: [2], next_cursor: "b" });
  await list.more();
  expect(ask.mock.calls.at(-1)?.[0]).toBeUndefined();
  expect(list.items.value).toEqual([2]);

  ask.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await list.more();
  ask.mockResolvedValueOnce({ data: [3], next_cursor: "c" });
  await list.more();
  expect(ask.mock.calls.at(-1)?.[0]).toBe("b");
  expect(list.items.value).toEqual([2, 3]);
});
