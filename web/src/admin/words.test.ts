import { flushPromises, mount } from "@vue/test-utils";
import { expect, it } from "vitest";
import type { WritableComputedRef } from "vue";
import { createMemoryHistory, createRouter } from "vue-router";
import { useWord } from "./words";

it("keeps a word in the address but what is usual, and knows none that it should not", async () => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: "/", component: { template: "<i />" } }],
  });
  await router.push("/?hours=5000&q=x");
  let hours!: WritableComputedRef<string>;
  const setup = () => void (hours = useWord("hours", "24", (said) => ["1", "24"].includes(said)));
  mount({ setup, template: "<i />" }, { global: { plugins: [router] } });
  expect(hours.value).toBe("24");
  hours.value = "1";
  await flushPromises();
  expect([hours.value, router.currentRoute.value.fullPath]).toEqual(["1", "/?hours=1&q=x"]);
  hours.value = "24";
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe("/?q=x");
});
