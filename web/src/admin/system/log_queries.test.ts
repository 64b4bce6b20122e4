import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { logAddress, ofRequest, QUERIES } from "./log_queries";

const DOCUMENT = readFileSync("../docs/observability.md", "utf-8");

it.each([...Object.entries(QUERIES), ["a request", ofRequest("01M81JVNYVF2H2RMY0C45K5FBB")]])(
  "asks the log for %s as docs/observability.md has it",
  (_, query) => {
    const queries = /## [^#]*?```sql\n([\s\S]*?)```/.exec(DOCUMENT)![1]!.split("\n\n");
    expect(queries.map((each) => each.trim().replace(/\n\s*/g, " "))).toContain(query);
  },
);

it("puts a query where the address has its place, so that it ends nothing there", () => {
  expect(logAddress("https://log.example/?q={query}&x=1", 'a:"b"&c=$& #')).toBe(
    "https://log.example/?q=a%3A%22b%22%26c%3D%24%26%20%23&x=1",
  );
});

it("has no address where no log is known", () => {
  expect(logAddress("", "level:error")).toBe("");
});
