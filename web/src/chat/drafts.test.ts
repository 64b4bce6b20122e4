import { expect, it, vi } from "vitest";
import { attach, attached, carry, giveBack, type, typed } from "./drafts";

it("keeps more than is kept over a reload", () => {
  const long = "字".repeat(70_000);
  type("a", long);

  expect(typed("a")).toBe(long);
  expect(localStorage.getItem("yz-draft:a")).toHaveLength(65_536);
});

it("keeps what the storage has no room for", () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  type("b", "typed");
  full.mockRestore();

  expect(typed("b")).toBe("typed");
});

it("goes with a conversation that has begun, pictures too", () => {
  type("new", "typed meanwhile");
  attach("new", ["data:1"]);
  carry("new", "c");

  expect([typed("c"), attached("c")]).toEqual(["typed meanwhile", ["data:1"]]);
  expect([typed("new"), attached("new")]).toEqual(["", []]);
});

it("gives a question back with its pictures, over nothing that is there", () => {
  giveBack("d", "asked", ["data:1"]);
  expect([typed("d"), attached("d")]).toEqual(["asked", ["data:1"]]);

  giveBack("d", "older", ["data:0"]);
  expect([typed("d"), attached("d")]).toEqual(["asked", ["data:1"]]);
});
