import { mount } from "@vue/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { dayIn } from "../ui/today";
import { length, shifted, useRange } from "./range";

afterEach(() => {
  vi.useRealTimers();
});

it("is about the new day, and asks no sooner, on a page left open over midnight", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-28T15:59:30Z") });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: "/", component: { template: "<i />" } }],
  });
  await router.push("/?tz=Asia/Shanghai");
  const days: string[] = [];
  const page = mount(
    {
      setup: () => ({ range: useRange("today") }),
      template: "<b>{{ note(range.span.value.from) }}</b>",
      methods: { note: (day: string) => days.push(day) },
    },
    { global: { plugins: [router] } },
  );
  await vi.advanceTimersByTimeAsync(25_000);
  expect(days).toEqual(["2026-11-28"]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(days).toEqual(["2026-11-28", "2026-11-29"]);
  page.unmount();
  expect(vi.getTimerCount()).toBe(0);
});

it("knows the day of a zone, also just before and after its midnight", () => {
  const at = new Date("2026-11-27T16:00:00Z");

  expect(dayIn("Asia/Shanghai", at)).toBe("2026-11-28");
  expect(dayIn("Asia/Shanghai", new Date(at.getTime() - 1000))).toBe("2026-11-27");
  expect(dayIn("America/Los_Angeles", at)).toBe("2026-11-27");
});

it("counts days by the calendar, also where a clock was changed", () => {
  expect(shifted("2026-03-30", -1)).toBe("2026-03-29");
  expect(shifted("2026-12-31", 1)).toBe("2027-01-01");
  expect(length({ from: "2026-03-28", to: "2026-03-30", tz: "Europe/Berlin" })).toBe(3);
});
