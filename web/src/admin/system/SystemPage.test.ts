import { expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { t } from "../../i18n/t";
import { until, written } from "../../testing/looking";
import { opened, type Opened } from "../../testing/opened";
import { logAddress, QUERIES } from "./log_queries";
import SystemPage from "./SystemPage.vue";

type System = Schemas["System"];
const LOG = "https://log.example/search?q={query}";
const nothing = { status: "ok", data: [] };
const system: System = {
  versions: { product: "1.4.0", python: "3.12.3", database: "MariaDB 11.8", schema: "0042" },
  ...{ uptime_seconds: 3 * 3600 + 25 * 60, log_queries: LOG },
  database: { kind: "mariadb", latency_ms: 3, size_bytes: 2_500_000 },
  storage: { status: "ok", kind: "local" },
  reservations: { status: "ok", count: 4, credits: 1200 },
  queue: { status: "ok", queued: 3, running: 2, oldest_due_seconds: 9 },
  ...{ providers: nothing, errors: nothing, failures: nothing, jobs: nothing, leases: nothing },
};

async function shown(more: Partial<System> = {}): Promise<Opened> {
  const at = await opened(SystemPage, "/system", {
    "GET /api/admin/system": { ...system, ...more },
    "GET /api/admin/backups": { data: [], days: 7 },
    "GET /api/admin/moderation": { data: [], totals: {}, moderation: "words" },
  });
  await at.says(t("versions"));
  return at;
}

function facts(): Record<string, string> {
  const terms = [...document.querySelectorAll(".facts dt")];
  return Object.fromEntries(
    terms.map((term) => [written(term), written(term.nextElementSibling!)]),
  );
}

it("says what runs, since when, and on which database", async () => {
  await shown();

  expect(facts()).toMatchObject({
    [t("brand")]: "1.4.0",
    Python: "3.12.3",
    [t("migration")]: "0042",
    [t("uptime")]: t("up_hours", { n: 3, minutes: 25 }),
    [t("database")]: "MariaDB 11.8",
    [t("latency")]: t("milliseconds", { ms: 3 }),
    [t("file_size")]: "2.5 MB",
    [t("at_risk")]: t("reserved_of", { credits: "1,200", n: 4 }),
  });
  expect(facts()[t("storage")]).toContain(t("storage_works"));
  expect(facts()[t("queue")]).toContain(t("queue_of", { queued: 3, running: 2 }));
  expect(facts()[t("queue")]).toContain(t("oldest_waits", { time: "9 s" }));
});

it("counts days of what has run for long, and knows no size of some databases", async () => {
  const versions = { ...system.versions, schema: null };
  const database = { ...system.database, size_bytes: null };
  await shown({ versions, database, uptime_seconds: 50 * 3600 });

  expect(facts()).toMatchObject({
    [t("migration")]: "–",
    [t("uptime")]: t("up_days", { n: 2, hours: 2 }),
    [t("file_size")]: "–",
  });
});

it("lists the endpoints of the hour as the server has them, ten of them", async () => {
  const data = Array.from({ length: 12 }, (_, n) => ({
    ...{ endpoint: `POST /api/x${n}`, calls: 1000 + n, refused: 3, failed: 2 },
    ...{ error_rate: 0.002, mean_ms: 850 },
  }));
  const at = await shown({ errors: { status: "ok", data } });
  const region = await at.find("[role=region]", t("endpoints_hour"));
  const rows = [...region.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map(written),
  );

  expect(rows).toHaveLength(10);
  expect(rows[0]).toEqual(["POST /api/x0", "1,000", "3", "2", "0.2%", "850 ms"]);
});

it.each([
  ["log_errors", QUERIES.errors],
  ["log_causes", QUERIES.causes],
  ["log_endpoints", QUERIES.endpoints],
  ["log_too_many", QUERIES.tooMany],
] as const)("leads to the log for %s", async (name, query) => {
  const at = await shown();

  expect(await at.link(t(name))).toBe(logAddress(LOG, query));
});

it("has no links where no log is known, and says so", async () => {
  const at = await shown({ log_queries: "" });
  await at.says(t("log_unknown"));

  expect(document.querySelector(`[aria-label="${t("log_links")}"]`)).toBeNull();
});

it("shows a failed request without a log as words that can be copied", async () => {
  const failure = { endpoint: "POST /api/chat", status: 500, code: "internal", request_id: "01R" };
  const failures = { status: "ok", data: [{ ...failure, at: "2026-11-28T01:00:00.000Z" }] };
  const at = await shown({ log_queries: "", failures });
  await at.says("01R");
  const region = await at.find("[role=region]", t("failed_requests"));

  await until(() => region.querySelector("button") !== null, "a button");
  expect(region.querySelector("a")).toBeNull();
});
