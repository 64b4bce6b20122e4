import { expect, it } from "vitest";
import { boundsOf, namesOf, type Setting } from "./settings";

const of = (schema: object) => ({ key: "x", schema }) as unknown as Setting;

it("finds the names that a schema lists", () => {
  const pattern = "^(register|login)$(?!\\n)";
  expect(namesOf(of({ propertyNames: { pattern } }))).toEqual(["register", "login"]);
  expect(namesOf(of({ propertyNames: { pattern: "^[a-z0-9_]{1,40}$(?!\\n)" } }))).toEqual([]);
  expect(namesOf(of({ type: "integer" }))).toEqual([]);
});

it("finds the bounds of a number", () => {
  expect(boundsOf(of({ minimum: 1, maximum: 5 }))).toEqual({ least: 1, most: 5 });
});
