import { expect, it } from "vitest";
import { opened } from "../../testing/opened";
import ProviderStates from "./ProviderStates.vue";
import SystemPart from "./SystemPart.vue";

it("leads from what failed in the last hour to the calls of that hour alone", async () => {
  const one = { name: "dash", key_set: true, calls: 3, failed: 2, breakers: {} };
  const begun = Date.now() - 3_600_000;
  const at = await opened(ProviderStates, "/system", {}, { part: { status: "ok", data: [one] } });

  const to = at.shown.findAll("a").at(-1)!.attributes("href")!;
  const query = new URL(to, "https://x.invalid").searchParams;
  expect([query.get("provider"), query.get("status")]).toEqual(["dash", "failed"]);
  expect(Math.abs(Date.parse(query.get("from")!) - begun)).toBeLessThan(60_000);
});

it("says why nothing is known in words", async () => {
  const props = { heading: "x", status: "database_down" };
  const at = await opened(SystemPart, "/system", {}, props);

  await at.says("数据库没有响应");
});
