import { expect, it, onTestFinished, vi } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, type Opened } from "../../testing/opened";
import { NOTHING, type Totals } from "./lines";
import { GROUPS } from "./query";
import UsagePage from "./UsagePage.vue";

type Report = Schemas["BillingUsageReport"];
const ASKED = "GET /api/admin/usage";
const OWN = "/usage?from=2026-11-02&to=2026-11-03&tz=UTC";
const line = (group: string, now: Partial<Totals>, name: string | null = null) => ({
  ...{ ...NOTHING, ...now, group, name },
});
const report = (data: Report["data"], totals: Partial<Totals>, more = false): Report => ({
  ...{ from: "", to: "", tz: "UTC", group_by: "day", data, more, ranked_by: "sum" as const },
  totals: { ...NOTHING, ...totals },
});
const DAYS = report(
  [line("2026-11-02", { calls: 8, failed: 2 }), line("2026-11-03", { calls: 4, failed: 4 })],
  { calls: 12, failed: 6, input_tokens: 10, output_tokens: 5, credits: 3, total_ms: 1500 },
);

async function shown(answer: Report | ((from: string) => Report), at = OWN): Promise<Opened> {
  const page = await opened(UsagePage, at, {
    [ASKED]: ({ query }: { query: Record<string, string> }) =>
      typeof answer === "function" ? answer(query["from"]!) : answer,
  });
  await until(() => page.rows.length > 0, "rows");
  return page;
}

/** The heights of the bars of a chart by their tone. */
function bars(tone: string): number[] {
  const found = document.querySelectorAll<SVGRectElement>(`svg[role=img] rect.bar.${tone}`);
  return [...found].map((bar) => Math.round(Number(bar.getAttribute("height"))));
}

it("draws the calls that failed as a series of their own", async () => {
  const at = await shown(DAYS);
  const chart = await at.find("svg", t("usage_chart", { name: t("measure_calls"), tz: "UTC" }));

  expect(chart.querySelectorAll("rect.bar")).toHaveLength(4);
  const [worked, failed] = [bars("accent"), bars("danger")];
  expect(worked[0]! / worked[1]!).toBeCloseTo(2, 1);
  expect(failed[1]! / failed[0]!).toBeCloseTo(2, 1);
  expect(worked[0]! / failed[0]!).toBeCloseTo(4, 0);
  const keys = [...document.querySelectorAll("figcaption .key")].map(written);
  expect(keys).toEqual([t("worked"), t("failed_calls")]);
});

it("draws tokens and credits without those that failed", async () => {
  const at = await shown(DAYS, `${OWN}&show=tokens`);
  await at.find("svg", t("usage_chart", { name: t("measure_tokens"), tz: "UTC" }));

  expect(bars("danger")).toEqual([]);
});

it.each(GROUPS)("asks for usage by %s, and heads its column so", async (by) => {
  const group = { day: "2026-11-02", hour: "2026-11-02T05:00+0000", status: "failed" }[by as "day"];
  const data = [line(group ?? "some", { calls: 8 }, group ? null : "一个名字")];
  const at = await shown(DAYS);
  await at.fill(t("group_of"), by);
  await until(() => at.of(ASKED).at(-1)!.query["group_by"] === by, by);
  expect(at.router.currentRoute.value.query["by"]).toBe(by === "day" ? undefined : by);
  at.shown.unmount();

  const again = await shown(report(data, { calls: 8 }), `${OWN}&by=${by}`);
  const heads = [...document.querySelectorAll("thead th")].map(written);
  expect(heads[0]).toBe(t(`by_${by}`));
  const hour = group?.slice(0, 16).replace("T", " ");
  expect(again.rows.flat()).toContain(group ? hour : "一个名字");
});

it.each([
  ["model", "user"],
  ["user", "model"],
  ["key", "model"],
  ["project", undefined],
  ["endpoint", undefined],
  ["status", undefined],
])("goes from one %s into what makes it up", async (by, next) => {
  const at = await shown(
    report([line("some", { calls: 8 }, "一个名字")], { calls: 8 }),
    `${OWN}&by=${by}`,
  );
  await at.press("一个名字");
  await until(() => at.of(ASKED).length === 2, "another question");

  expect(at.router.currentRoute.value.query).toMatchObject({ [by]: "some" });
  expect(at.of(ASKED)[1]!.query).toMatchObject({ [by]: "some", group_by: next ?? "day" });
});

it("has a row of each hour of a day that has passed, with what was used in it", async () => {
  const data = [line("2026-11-02T05:00+0000", { calls: 7 })];
  const at = await shown(
    report(data, { calls: 7 }),
    "/usage?from=2026-11-02&to=2026-11-02&tz=UTC&by=hour",
  );

  expect(at.rows).toHaveLength(24);
  expect(at.rows[5]!.slice(0, 2)).toEqual(["2026-11-02 05:00", "7"]);
  expect(at.rows[6]!.slice(0, 2)).toEqual(["2026-11-02 06:00", "0"]);
});

it("puts the figures of another time beside these, in rows, in the totals and in the chart", async () => {
  const before = report(
    [line("2026-10-31", { calls: 1, failed: 3, input_tokens: 4, credits: 5 })],
    {
      ...{ calls: 1, failed: 3, input_tokens: 4, credits: 5 },
    },
  );
  const at = await shown(
    (from) => (from === "2026-10-31" ? before : DAYS),
    `${OWN}&against=before`,
  );

  expect(at.rows.map((cells) => cells.slice(8))).toEqual([
    ["1", "3", "4", "5"],
    ["0", "0", "0", "0"],
  ]);
  const foot = [...document.querySelectorAll("tfoot th, tfoot td")].map(written);
  expect(foot).toEqual([
    ...[t("total"), "12", "6", "33.33%", "10", "5", "3", "1.5 s", "1", "3", "4", "5"],
  ]);
  const points = document.querySelector("polyline.beside")!.getAttribute("points")!.split(" ");
  const [first, second] = points.map((point) => Number(point.split(",")[1]));
  expect(second! - first!).toBeGreaterThan(1); // 4 calls stand higher than none
});

it("shows a hundred rows until all are asked for, the totals being those of all", async () => {
  const data = Array.from({ length: 130 }, (_, n) => line(`m${n}`, { calls: 200 - n }));
  const at = await shown(report(data, { calls: 9_999 }), `${OWN}&by=model`);
  expect(at.rows).toHaveLength(100);
  expect(written(document.querySelector("tfoot td")!)).toBe("9,999");
  await at.press(t("show_all", { n: 130 }));
  await until(() => at.rows.length === 130, "all rows");

  expect(at.text).not.toContain(t("show_all", { n: 130 }));
});

it("says that there are more groups than are shown", async () => {
  await (
    await shown(report([line("m", { calls: 1 })], { calls: 9 }, true), `${OWN}&by=model`)
  ).says(t("more_groups", { n: 1 }));
});

it.each(["CSV", "XLSX"])(
  "saves what is shown as %s, in the order in which it is shown",
  async (format) => {
    const saved: { name: string; blob: Blob }[] = [];
    const blobs: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation(
      (blob) => `blob:${blobs.push(blob as Blob)}`,
    );
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, blob: blobs.at(-1)! });
    });
    onTestFinished(() => void (click.mockRestore(), vi.restoreAllMocks()));
    const data = [line("few", { calls: 1 }), line("many", { calls: 5, credits: 77 })];
    const at = await shown(report(data, { calls: 6 }), `${OWN}&by=model`);
    await at.press(format);
    await until(() => saved.length === 1, "a file");

    expect(saved[0]!.name).toBe(`usage-by-model_2026-11-02_2026-11-03_UTC.${format.toLowerCase()}`);
    const text = await saved[0]!.blob.text();
    const places = ["many", "77", "few", t("total")].map((word) => text.indexOf(word));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, two) => one - two));
    expect(text.startsWith("PK")).toBe(format === "XLSX");
  },
);
