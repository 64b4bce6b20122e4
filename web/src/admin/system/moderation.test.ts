import { expect, it } from "vitest";
import { byLabel } from "./moderation";

const row = (day: string, label: string, count: number, outcome = "refused") => ({
  ...{ day, label, count, outcome },
  place: "input",
  last_at: `${day}T01:00:00.000Z`,
});

it("adds the days up by label, place and outcome, the most first and the last time kept", () => {
  const rows = [
    row("2026-11-26", "abuse", 1),
    row("2026-11-28", "violence", 2),
    row("2026-11-27", "violence", 3),
    row("2026-11-27", "violence", 1, "let_through"),
  ];

  const found = byLabel(rows);

  expect(found.map(({ label, outcome, count }) => [label, outcome, count])).toEqual([
    ["violence", "refused", 5],
    ["abuse", "refused", 1],
    ["violence", "let_through", 1],
  ]);
  expect(found[0]!.last_at).toBe("2026-11-28T01:00:00.000Z");
});
