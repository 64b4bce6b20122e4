import type { Schemas } from "../../api/client";

export type State = "runs" | "never" | "died" | "failed" | "done";

/** What became of the last run; one that began, ended never and is over was broken off. */
export function stateOf(job: Schemas["Job"]): State {
  if (job.running) return "runs";
  if (!job.started_at) return "never";
  if (!job.ended_at || Date.parse(job.ended_at) < Date.parse(job.started_at)) return "died";
  return job.outcome.startsWith("failed") ? "failed" : "done";
}

/** Why it failed, as far as it is known. */
export function causeOf(job: Schemas["Job"]): string {
  return job.outcome.replace(/^failed(: )?/, "");
}
