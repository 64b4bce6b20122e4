import { beforeEach, expect, it, vi } from "vitest";
import { shallowRef } from "vue";
import { useAsking } from "./asking";
import { Thread } from "./thread";
import { turn } from "./turns";

const asked: { conversation_id?: string; replaces?: string }[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (url.includes("config.json")) return Response.json({ api: "" });
    const request = new Request(`https://api.invalid${url}`, init);
    asked.push((await request.json()) as (typeof asked)[number]);
    const error = { code: "upstream_error", message: "", param: null, request_id: "" };
    return Response.json({ error }, { status: 502 });
  });
});

it("asks once more where it was asked, also when another conversation is shown meanwhile", async () => {
  const first = new Thread();
  first.id.value = "first";
  const answer = turn("assistant", { id: "m2", text: "a" });
  first.turns.value = [turn("user", { id: "m1", text: "q" }), answer];
  first.isStale = true;
  const other = new Thread();
  const shown = shallowRef(first);
  first.load = () => {
    shown.value = other;
    return Promise.resolve();
  };
  const toEnd = vi.fn();

  await useAsking(shown, toEnd).again(answer);

  expect(asked).toMatchObject([{ conversation_id: "first", replaces: "m1" }]);
  expect(other.turns.value).toEqual([]);
  expect(toEnd).not.toHaveBeenCalled();
});
