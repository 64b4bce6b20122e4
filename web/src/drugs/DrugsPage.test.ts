import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import DrugsPage from "./DrugsPage.vue";

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (to: string) => {
    if (to.endsWith("config.json")) return Response.json({ api: "" });
    asked.push(new URL(to, "https://x.invalid").searchParams.get("q") ?? "");
    return Response.json({ data: [], next_cursor: null });
  });
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(address: string) {
  const routes = [
    { path: "/drugs", component: DrugsPage },
    { path: "/files", component: { template: "<p />" } },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(address);
  const page = mount({ template: "<RouterView />" }, { global: { plugins: [router] } });
  await flushPromises();
  return { page, router, input: page.find("input") };
}

it("searches what the address says, when it changes too", async () => {
  const { router, input } = await opened("/drugs?q=阿莫西林");
  await router.push("/drugs");
  await vi.advanceTimersByTimeAsync(1_000);

  expect(asked).toEqual(["阿莫西林", ""]);
  expect((input.element as HTMLInputElement).value).toBe("");
});

it("puts into the address what is typed, and asks once", async () => {
  const { router, input } = await opened("/drugs");
  await input.setValue("布");
  await input.setValue("布洛芬 ");
  await vi.advanceTimersByTimeAsync(1_000);

  expect(asked).toEqual(["", "布洛芬"]);
  expect(router.currentRoute.value.query).toEqual({ q: "布洛芬" });
  expect((input.element as HTMLInputElement).value).toBe("布洛芬 ");
});

it("searches nothing once the page is left", async () => {
  const { router, input } = await opened("/drugs");
  await input.setValue("布洛芬");
  await router.push("/files");
  await vi.advanceTimersByTimeAsync(1_000);

  expect(asked).toEqual([""]);
  expect(router.currentRoute.value.fullPath).toBe("/files");
});
