import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { asked, cut, type Compared } from "./compared";
import { lines, NOTHING } from "./lines";

const SHANGHAI = "Asia/Shanghai";

function report(groups: string[]): Schemas["BillingUsageReport"] {
  const data = groups.map((group) => ({ ...NOTHING, group, name: null, calls: 1 }));
  const totals = { ...NOTHING, calls: groups.length };
  return {
    from: "",
    to: "",
    tz: "",
    group_by: "hour",
    data,
    totals,
    more: false,
    ranked_by: "sum",
  };
}

function hoursOf(day: string, offset: string, last = 23): string[] {
  const two = (hour: number) => String(hour).padStart(2, "0");
  return Array.from({ length: last + 1 }, (_, hour) => `${day}T${two(hour)}:00${offset}`);
}

function day(tz: string, from: string): { from: string; to: string; tz: string } {
  return { from, to: from, tz };
}

it("asks of yesterday what was until this time of day, while a day goes on", () => {
  const now = new Date("2026-11-28T06:30:15Z"); // 14:30:15
  const other = { ...day(SHANGHAI, "2026-11-27"), back: 1 };

  expect(asked(cut(other, day(SHANGHAI, "2026-11-28"), now))).toEqual({
    from: "2026-11-27",
    to: "2026-11-27T06:30:15.000Z",
    tz: SHANGHAI,
  });
  expect(asked(cut(other, day(SHANGHAI, "2026-11-20"), now)).to).toBe("2026-11-27");
});

it("takes the clock on the wall where the offset was another", () => {
  const now = new Date("2026-03-29T12:00:00Z"); // 14:00 in summer time, of which it is the first day
  const other = { ...day("Europe/Berlin", "2026-03-28"), back: 1 };

  const { until } = cut(other, day("Europe/Berlin", "2026-03-29"), now);
  expect(until?.toISOString()).toBe("2026-03-28T13:00:00.000Z");
});

it("has a line of each hour begun, and as many of yesterday beside them", () => {
  const now = new Date("2026-11-28T06:30:00Z");
  const span = day(SHANGHAI, "2026-11-28");
  const other = cut({ ...day(SHANGHAI, "2026-11-27"), back: 1 }, span, now);
  const before = report(hoursOf("2026-11-27", "+0800", 14));
  const found = lines("hour", span, report([]), [other, before], now);

  expect(found.map(({ name }) => name)).toHaveLength(15);
  expect(found.map((line) => line.before?.calls)).toEqual(Array(15).fill(1));
});

it.each([
  ["of 25 hours beside one of 24", "2026-10-25", 1, 24, 25],
  ["of 24 hours beside one of 25", "2026-10-24", 1, 25, 24],
  ["of 24 hours beside one of 23", "2026-03-28", 1, 23, 24],
])("adds up to the total of an other day %s", (_, from, back, own, others) => {
  const tz = "Europe/Berlin";
  const to = new Date(Date.parse(from) + back * 86_400_000).toISOString().slice(0, 10);
  const other: Compared = { ...day(tz, from), back };
  const winter = from.startsWith("2026-10-25") ? hoursOf(from, "+0100").slice(2) : [];
  const summer = hoursOf(from, from.startsWith("2026-03") ? "+0100" : "+0200");
  const words = winter.length ? [...summer.slice(0, 3), ...winter] : summer;
  expect(words).toHaveLength(others);
  const found = lines(
    "hour",
    day(tz, to),
    report([]),
    [other, report(words)],
    new Date("2026-11-28"),
  );

  expect(found).toHaveLength(own);
  expect(found.reduce((sum, line) => sum + line.before!.calls, 0)).toBe(others);
});
