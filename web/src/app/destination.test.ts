import { expect, it } from "vitest";
import { destination } from "./destination";

it.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  " //evil.example",
  "usage",
  "",
  undefined,
  null,
  ["/usage", "/account"],
])("leads from %j to the start", (asked) => {
  expect(destination(asked)).toBe("/");
});

it.each(["/", "/usage?days=7", "/c/01M8"])("leads to %s, which is a page of this one", (asked) => {
  expect(destination(asked)).toBe(asked);
});
