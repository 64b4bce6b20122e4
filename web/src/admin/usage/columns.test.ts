import { expect, it } from "vitest";
import { t } from "../../i18n/t";
import { columnsOf, sheet, sortedBy } from "./columns";
import { NOTHING, type Line, type Totals } from "./lines";

const line = (name: string, now: Partial<Totals>, before?: Partial<Totals>): Line => ({
  ...{ group: name, name, now: { ...NOTHING, ...now } },
  before: before && { ...NOTHING, ...before },
});
const ONE = line("one", { calls: 9, failed: 1, input_tokens: 5, output_tokens: 6, credits: 7 });
const TWO = line("two", { calls: 3, failed: 3, input_tokens: 90, credits: 1, total_ms: 400 });
const NONE = line("none", {});
const names = (lines: Line[]) => lines.map(({ name }) => name);

it.each([
  ["calls", ["one", "two", "none"]],
  ["tokens", ["two", "one", "none"]],
  ["credits", ["one", "two", "none"]],
] as const)("puts those first that have most %s, where no order is said", (show, expected) => {
  expect(names(sortedBy([NONE, ONE, TWO], "", "model", show))).toEqual(expected);
});

it("leaves days and hours as they came", () => {
  for (const by of ["day", "hour"] as const) {
    expect(names(sortedBy([NONE, ONE, TWO], "", by, "calls"))).toEqual(["none", "one", "two"]);
  }
});

it.each([
  ["group", ["none", "one", "two"]],
  ["calls", ["none", "two", "one"]],
  ["failed", ["none", "one", "two"]],
  ["rate", ["none", "one", "two"]],
  ["input", ["none", "one", "two"]],
  ["output", ["two", "none", "one"]],
  ["credits", ["none", "two", "one"]],
])("has an order by %s, and its reverse", (key, expected) => {
  const lines = [TWO, NONE, ONE];

  expect(names(sortedBy(lines, key, "model", "calls"))).toEqual(expected);
  const reverse = names(sortedBy(lines, `-${key}`, "model", "calls"));
  const equal = key === "output" ? ["one", "two", "none"] : [...expected].reverse();
  expect(reverse).toEqual(equal);
  expect(names(lines)).toEqual(["two", "none", "one"]);
});

it("puts a group without a mean before those with one", () => {
  const lines = sortedBy([TWO, line("fast", { total_ms: 0 }), ONE], "mean", "model", "calls");

  expect(names(lines)).toEqual(["one", "fast", "two"]);
});

it("has an order by what was before", () => {
  const few = line("few", {}, { calls: 1, failed: 9, input_tokens: 1, credits: 9 });
  const many = line("many", {}, { calls: 5, failed: 2, output_tokens: 7, credits: 1 });
  const order = (key: string) => names(sortedBy([few, many], key, "model", "calls"));

  expect(order("-calls_before")).toEqual(["many", "few"]);
  expect(order("-failed_before")).toEqual(["few", "many"]);
  expect(order("-tokens_before")).toEqual(["many", "few"]);
  expect(order("-credits_before")).toEqual(["few", "many"]);
});

it("has a column beside each of another time only where one is compared", () => {
  const keys = (compares: boolean) => columnsOf("model", compares).map(({ key }) => key);

  expect(keys(false)).toEqual([
    ...["group", "calls", "failed", "rate", "input", "output", "credits", "mean"],
  ]);
  expect(keys(true).slice(8)).toEqual([
    ...["calls_before", "failed_before", "tokens_before", "credits_before"],
  ]);
});

it("writes each line with its figures under their titles, and the totals at the end", () => {
  const before = {
    ...NOTHING,
    calls: 4,
    failed: 2,
    input_tokens: 10,
    output_tokens: 5,
    credits: 8,
  };
  const compared = line("one", ONE.now, before);
  const nobody = line("", { calls: 1 }, {});
  const totals = { ...NOTHING, calls: 10, failed: 1, total_ms: 300 };
  const { titles, rows } = sheet("model", [compared, nobody], totals, before);

  expect(titles).toEqual(columnsOf("model", true).map(({ label }) => label));
  expect(rows).toEqual([
    ["one", 9, 1, 0.1, 5, 6, 7, null, 4, 2, 15, 8],
    [t("of_nobody"), 1, 0, 0, 0, 0, 0, null, 0, 0, 0, 0],
    [t("total"), 10, 1, 0.0909, 0, 0, 0, 300, 4, 2, 15, 8],
  ]);
});

it("knows no share of failures where nothing was asked", () => {
  expect(sheet("model", [NONE], NOTHING).rows[0]).toEqual(["none", 0, 0, null, 0, 0, 0, null]);
});
