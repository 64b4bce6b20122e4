import { expect, it } from "vitest";
import { logAddress } from "./log_queries";

it("puts a query where the address has its place, so that it ends nothing there", () => {
  expect(logAddress("https://log.example/?q={query}&x=1", 'a:"b"&c=$& #')).toBe(
    "https://log.example/?q=a%3A%22b%22%26c%3D%24%26%20%23&x=1",
  );
});

it("has no address where no log is known", () => {
  expect(logAddress("", "level:error")).toBe("");
});
