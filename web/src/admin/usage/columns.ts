import { maybe, t } from "../../i18n/t";
import type { Column } from "../../ui/DataTable.vue";
import type { Sheet } from "../../ui/cells";
import { isOfTime, shown, type Line, type Totals } from "./lines";
import type { Group, Shown } from "./query";

const FIGURES: Record<
  string,
  (line: { now: Totals; before?: Totals | undefined }) => number | null
> = {
  calls: ({ now }) => now.calls,
  failed: ({ now }) => now.failed,
  rate: ({ now }) => share(now),
  input: ({ now }) => now.input_tokens,
  output: ({ now }) => now.output_tokens,
  credits: ({ now }) => now.credits,
  mean: ({ now }) => now.total_ms,
  calls_before: ({ before }) => before?.calls ?? 0,
  failed_before: ({ before }) => before?.failed ?? 0,
  tokens_before: ({ before }) => (before ? before.input_tokens + before.output_tokens : 0),
  credits_before: ({ before }) => before?.credits ?? 0,
};

function share({ calls, failed }: Totals): number | null {
  return calls + failed ? Math.round((failed / (calls + failed)) * 10_000) / 10_000 : null;
}

export function columnsOf(by: Group, compares: boolean): Column[] {
  const figure = (key: string, label: string): Column => ({
    key,
    label,
    isNumber: true,
    sort: key,
  });
  const own = [
    figure("calls", t("worked")),
    figure("failed", t("failed_calls")),
    figure("rate", t("error_rate")),
    figure("input", t("tokens_in")),
    figure("output", t("tokens_out")),
    figure("credits", t("credits_taken")),
    figure("mean", t("mean_time")),
  ];
  const other = [
    figure("calls_before", t("before", { name: t("worked") })),
    figure("failed_before", t("before", { name: t("failed_calls") })),
    figure("tokens_before", t("before", { name: t("tokens") })),
    figure("credits_before", t("before", { name: t("credits_taken") })),
  ];
  const group = { key: "group", label: maybe(`by_${by}`) ?? by, sort: "group" };
  return [group, ...own, ...(compares ? other : [])];
}

/** `-calls` is by calls, the most first; without an order times stay as they came, and of other
 * groups those stand first that have most of what is shown. */
export function sortedBy(lines: Line[], sort: string, by: Group, show: Shown): Line[] {
  if (!sort) return isOfTime(by) ? lines : [...lines].sort(mostFirst(show));
  const key = sort.replace("-", "");
  const sign = sort.startsWith("-") ? -1 : 1;
  const figure = FIGURES[key];
  const order = figure
    ? (one: Line, two: Line) => (figure(one) ?? -1) - (figure(two) ?? -1)
    : (one: Line, two: Line) => one.name.localeCompare(two.name);
  return [...lines].sort((one, two) => sign * order(one, two));
}

function mostFirst(show: Shown): (one: Line, two: Line) => number {
  return (one, two) => shown(two.now, show) - shown(one.now, show);
}

/** What the table shows, all of it, with its totals at the end. */
export function sheet(by: Group, sorted: Line[], totals: Totals, before?: Totals): Sheet {
  const columns = columnsOf(by, before !== undefined);
  const figures = (line: { now: Totals; before?: Totals | undefined }) =>
    columns.slice(1).map(({ key }) => FIGURES[key]!(line));
  return {
    titles: columns.map(({ label }) => label),
    rows: [
      ...sorted.map((line) => [line.name || t("of_nobody"), ...figures(line)]),
      [t("total"), ...figures({ now: totals, before })],
    ],
  };
}
