import { expect, it } from "vitest";
import { until } from "../../testing/looking";
import { opened, page } from "../../testing/opened";
import CallsPage from "./CallsPage.vue";

const CALLS = "GET /api/admin/calls";

it("shows the calls since the instant that a link says, and all when that is taken away", async () => {
  const from = "2026-11-28T05:00:00.000Z";
  const at = await opened(CallsPage, `/calls?model=qwen&from=${from}`, { [CALLS]: page() });

  expect((await at.sent(CALLS)).query["from"]).toBe(from);
  const toExport = at.shown.get(".not-printed a").attributes("href")!;
  expect(toExport).toMatch(/^\/export\?dataset=usage&from=2026-11-2[78]&tz=/);
  await at.shown.get("button.tag").trigger("click");
  await until(() => !("from" in at.of(CALLS).at(-1)!.query), "all calls");
  await until(() => !at.shown.find("button.tag").exists(), "no instant");
  expect(at.router.currentRoute.value.query).toEqual({ model: "qwen" });
});
