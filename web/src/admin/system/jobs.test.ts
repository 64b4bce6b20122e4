import { expect, it } from "vitest";
import { causeOf, stateOf } from "./jobs";

const [EARLY, LATE] = ["2026-11-28T01:00:00.000Z", "2026-11-28T02:00:00.000Z"];
const job = (more: object) => ({
  ...{ name: "sweep", running: false, started_at: EARLY, ended_at: LATE },
  ...{ outcome: "done", next_at: null },
  ...more,
});

it.each([
  [{}, "done"],
  [{ started_at: null, ended_at: null, outcome: "" }, "never"],
  [{ running: true, started_at: LATE, ended_at: EARLY }, "runs"],
  [{ started_at: LATE, ended_at: EARLY }, "died"],
  [{ ended_at: null, outcome: "" }, "died"],
  [{ outcome: "failed: upstream_error" }, "failed"],
])("of %o says %s", (more, state) => {
  expect(stateOf(job(more))).toBe(state);
});

it("says why one failed", () => {
  expect(causeOf(job({ outcome: "failed: upstream_error" }))).toBe("upstream_error");
  expect(causeOf(job({ outcome: "failed" }))).toBe("");
});
