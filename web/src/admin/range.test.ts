import { expect, it } from "vitest";
import { dayIn, length, shifted } from "./range";

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
