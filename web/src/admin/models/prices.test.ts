import { expect, it } from "vitest";
import { ANY, brief, prices, typed } from "./prices";

const TIERS = [
  { input: 150, output: 1500, cached: null, reasoning: 8000, unit: null, up_to: 128_000 },
  { input: 0, output: 1, cached: 70, reasoning: null, unit: null, up_to: ANY },
];

it("keeps prices to the credit on their way to yuan and back", () => {
  expect(TIERS.map(typed)[0]).toMatchObject({ input: "0.15", output: "1.5", up_to: "128000" });
  expect(prices(TIERS.map(typed))).toEqual(TIERS);
});

it.each([
  ["input", ""],
  ["output", "0,5"],
  ["output", "0.0001"],
  ["cached", "x"],
  ["up_to", "0"],
  ["up_to", "1.5"],
])("takes no %s of “%s”", (part, text) => {
  expect(prices([{ ...typed(TIERS[0]!), [part]: text }])).toBeNull();
});

it("is brief about the smallest tier, or the unit", () => {
  expect(brief([...TIERS].reverse())).toEqual({ input: "0.15", output: "1.5" });
  expect(brief([{ input: 0, output: 0, unit: 200 }])).toEqual({ unit: "0.2" });
});
