import { expect, it, onTestFinished, vi } from "vitest";
import { t } from "../../i18n/t";
import { until } from "../../testing/looking";
import { opened, type Opened } from "../../testing/opened";
import ExportPage from "./ExportPage.vue";

const EXPORT = "GET /api/admin/export";
const saved: { name: string; text: Promise<string> }[] = [];

async function shown(answer: unknown, address = "/export"): Promise<Opened> {
  saved.length = 0;
  let blob: Blob;
  vi.spyOn(URL, "createObjectURL").mockImplementation(
    (given) => ((blob = given as Blob), "blob:1"),
  );
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ name: this.download, text: blob.text() });
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const at = await opened(ExportPage, address, { [EXPORT]: answer });
  await until(() => Boolean(at.router.currentRoute.value.query["tz"]), "a zone");
  return at;
}

function file(text: string, name: string): () => Response {
  const headers = { "Content-Disposition": `attachment; filename="${name}"` };
  return () => new Response(text, { headers });
}

it.each([
  ["tasks", "ndjson"],
  ["ledger", "xlsx"],
  ["users", "csv"],
])("takes %s away as %s, by the name that the server gives", async (dataset, format) => {
  const at = await shown(file("content", `${dataset}-20261128.${format}`));
  const says = (name: string, word: string, usual: string) =>
    until(
      () => at.router.currentRoute.value.query[name] === (word === usual ? undefined : word),
      `${word} in the address`,
    );
  await at.fill(t("dataset"), dataset);
  await says("dataset", dataset, "users");
  await at.fill(t("file_format"), format);
  await says("format", format, "csv");
  await at.fill(t("time_zone"), "Asia/Tokyo");
  await says("tz", "Asia/Tokyo", "");
  await at.press(t("download"));
  const name = `${dataset}-20261128.${format}`;
  await at.says(t("downloaded", { name, size: "0 kB" }));

  expect(at.of(EXPORT)[0]!.query).toEqual({
    dataset,
    format,
    delivery: "inline",
    tz: "Asia/Tokyo",
  });
  expect(saved.map(({ name }) => name)).toEqual([name]);
  expect(await saved[0]!.text).toBe("content");
});

it("offers a dataset and a format in words", async () => {
  const at = await shown(file("", "x"));
  const labels = async (label: string) => {
    const field = await at.find<HTMLSelectElement>("select", label);
    return [...field.options].map((option) => option.text);
  };

  expect(await labels(t("dataset"))).toContain(t("dataset_recognitions"));
  expect(await labels(t("dataset"))).toHaveLength(10);
  expect(await labels(t("file_format"))).toEqual(["CSV", "XLSX", "NDJSON"]);
});

it("asks for the days that its address says", async () => {
  const at = await shown(file("", "x"), "/export?dataset=audit&from=2026-11-01&to=2026-11-28");
  await at.press(t("download"));

  expect((await at.sent(EXPORT)).query).toMatchObject({
    ...{ dataset: "audit", from: "2026-11-01", to: "2026-11-28" },
  });
});

it("makes a link, and says what is behind it and until when", async () => {
  const expires_at = "2026-11-28T07:00:00.000Z";
  const at = await shown({ url: "https://x.example/f", rows: 1200, bytes: 3_000_000, expires_at });
  await at.check(t("as_link"));
  await at.find("button", t("make_link"));
  await at.press(t("make_link"));
  await at.says(t("link_facts", { rows: "1,200", size: "3 MB" }));

  expect(at.of(EXPORT)[0]!.query["delivery"]).toBe("link");
  expect(await at.link(t("download"))).toBe("https://x.example/f");
  expect(saved).toEqual([]);
});

it("says of what broke off that it did, and saves no part of it", async () => {
  const broken = new ReadableStream({
    pull: (way) => way.error(new TypeError("the line dropped")),
  });
  const at = await shown(() => new Response(broken));
  await at.press(t("download"));
  await until(() => document.querySelector(".failure") !== null, "a failure");

  expect(saved).toEqual([]);
});
