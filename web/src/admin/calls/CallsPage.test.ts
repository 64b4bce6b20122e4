import { afterEach, expect, it, vi } from "vitest";
import { settled, shown, type Shown } from "../testing";
import CallsPage from "./CallsPage.vue";

let open: Shown;
const answers = { "GET /api/admin/calls": { data: [], next_cursor: null } };

afterEach(() => {
  open.page.unmount();
  vi.unstubAllGlobals();
});

it("shows the calls since the instant that a link says, and all when that is taken away", async () => {
  const at = "/calls?model=qwen&from=2026-11-28T05:00:00.000Z";
  open = await shown(CallsPage, answers, { at });

  expect(open.asked.at(-1)).toContain("from=2026-11-28T05%3A00%3A00.000Z");
  const toExport = open.page.get(".not-printed a").attributes("href")!;
  expect(toExport).toMatch(/^\/export\?dataset=usage&from=2026-11-2[78]&tz=/);
  await open.page.get("button.tag").trigger("click");
  await settled();
  expect(open.asked.at(-1)).not.toContain("from=");
  expect(open.page.find("button.tag").exists()).toBe(false);
  expect(open.router.currentRoute.value.query).toEqual({ model: "qwen" });
});
