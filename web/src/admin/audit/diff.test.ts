import { expect, it } from "vitest";
import { differences } from "./diff";

it("says nothing of what is the same", () => {
  expect(differences({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toEqual([]);
  expect(differences(null, null)).toEqual([]);
});

it("finds each place that differs, however deep", () => {
  const before = { role: "user", limits: { chat: { hits: 3 } } };
  const after = { role: "admin", limits: { chat: { hits: 5 }, read: { hits: 1 } } };

  expect(differences(before, after)).toEqual([
    { path: "limits.chat.hits", before: 3, after: 5 },
    { path: "limits.read.hits", before: undefined, after: 1 },
    { path: "role", before: "user", after: "admin" },
  ]);
});

it("shows what was made and what was removed as a whole", () => {
  expect(differences(null, { a: 1 })).toEqual([{ path: "a", before: undefined, after: 1 }]);
  expect(differences({ a: 1 }, null)).toEqual([{ path: "a", before: 1, after: undefined }]);
  expect(differences([1], "x")).toEqual([{ path: "", before: [1], after: "x" }]);
});
