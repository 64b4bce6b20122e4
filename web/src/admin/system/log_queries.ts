import type { Schemas } from "../../api/client";

export type System = Schemas["System"];

/** What is asked of the log, as docs/observability.md has it in Simple Log Service. */
export const QUERIES = {
  errors: "message.level: error",
  causes:
    'message.level: error | SELECT "message.message" AS what, "message.error" AS error,' +
    " count(*) AS n GROUP BY what, error ORDER BY n DESC",
  endpoints:
    'message.message: request | SELECT "message.endpoint" AS endpoint, count(*) AS n,' +
    ' count_if("message.status" >= 500) AS failed, approx_percentile("message.ms", 0.5) AS p50,' +
    ' approx_percentile("message.ms", 0.95) AS p95 GROUP BY endpoint ORDER BY n DESC',
  tooMany:
    'message.status: 429 | SELECT "message.endpoint" AS endpoint, "message.ip" AS ip,' +
    " count(*) AS n GROUP BY endpoint, ip ORDER BY n DESC LIMIT 20",
};

export function ofRequest(id: string): string {
  return `message.request_id: "${id}"`;
}

/** Where the log says what a query finds; nothing where no log is known. */
export function logAddress(template: string, query: string): string {
  return template && template.replaceAll("{query}", () => encodeURIComponent(query));
}
