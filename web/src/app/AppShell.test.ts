import { afterEach, beforeEach, expect, it } from "vitest";
import * as vault from "../api/vault";
import { until } from "../testing/looking";
import { open } from "../testing/opening";
import { refusal, serve } from "../testing/serving";

let page: Awaited<ReturnType<typeof open>>;

beforeEach(async () => {
  await vault.write(null);
  serve({
    "GET /api/info": Response.json({ features: { chat: true }, personas: [], announcement: null }),
    "GET /api/models": Response.json({ data: [] }),
  });
});
afterEach(() => {
  page.shown.unmount();
});

it("says on the first visit what this is", async () => {
  page = await open("/");
  const { t } = await import("../i18n/t");

  await until(() => expect(page.says(t("what_this_is"))).toBe(true));
  expect(t("what_this_is").length).toBeGreaterThan(20);
});

it("has a way back from a page that there is not", async () => {
  page = await open("/nowhere");

  expect(page.shown.find("h1").text()).toBe("There is no such page");
  expect(page.shown.find("main .page a").attributes("href")).toBe("#/");
});

it("tells that the models could not be told, asks again, and shows the rest meanwhile", async () => {
  const about = { features: { chat: true }, personas: [], announcement: "Closed on Sunday" };
  serve({
    "GET /api/info": Response.json(about),
    "GET /api/models": [refusal(503, "unavailable"), Response.json({ data: [] })],
  });
  page = await open("/");
  await until(() => expect(page.says("unavailable told")).toBe(true));
  expect(page.says("Closed on Sunday")).toBe(true);
  await page.press("Try again");

  await until(() => expect(page.says("unavailable told")).toBe(false));
});
