import { expect, it } from "vitest";
import { credits, read, whole, yuan } from "./amounts";

it.each([
  ["1234.5", 1234.5],
  ["1,234.5", 1234.5],
  [" １２．５ ", 12.5],
  ["-3", -3],
])("reads %s", (typed, value) => expect(read(typed)).toBe(value));

it.each(["", "0,5", "1,23", "1e3", "五", "1 2", "--1", "."])(
  "does not read %s as a number",
  (typed) => expect(read(typed)).toBeNull(),
);

it("takes no half of a whole number", () => {
  expect(whole("1.5")).toBeNull();
  expect(whole("1,000")).toBe(1000);
});

it.each([
  ["0.15", 150],
  ["0.001", 1],
  ["2.5", 2500],
  ["0.07", 70],
])("has %s yuan in credits, and back", (typed, value) => {
  expect(credits(typed)).toBe(value);
  expect(yuan(value)).toBe(typed);
});

it.each(["0.0001", "-1", "0,5"])("has no credits for %s yuan", (typed) =>
  expect(credits(typed)).toBeNull(),
);
