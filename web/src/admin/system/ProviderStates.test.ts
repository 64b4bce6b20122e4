import { expect, it, vi } from "vitest";
import { shown } from "../testing";
import ProviderStates from "./ProviderStates.vue";
import SystemPart from "./SystemPart.vue";

it("leads from what failed in the last hour to the calls of that hour alone", async () => {
  const one = { name: "dash", key_set: true, calls: 3, failed: 2, breakers: {} };
  const begun = Date.now() - 3_600_000;
  const { page } = await shown(
    ProviderStates,
    {},
    { props: { part: { status: "ok", data: [one] } } },
  );

  const to = page.findAll("a").at(-1)!.attributes("href")!;
  const query = new URL(to, "https://x.invalid").searchParams;
  expect([query.get("provider"), query.get("status")]).toEqual(["dash", "failed"]);
  expect(Math.abs(Date.parse(query.get("from")!) - begun)).toBeLessThan(60_000);
  page.unmount();
  vi.unstubAllGlobals();
});

it("says why nothing is known in words", async () => {
  const props = { heading: "x", status: "database_down" };
  const { page } = await shown(SystemPart, {}, { props });

  expect(page.text()).toContain("数据库没有响应");
  page.unmount();
});
