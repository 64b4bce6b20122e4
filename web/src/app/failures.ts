import type { ApiError } from "../api/errors";
import { countdown, when } from "../i18n/format";
import { maybe, t } from "../i18n/t";

const LONG = 3600; // seconds from which it is told when, and not in how long
const MINUTE = 60_000; // milliseconds

/** What a person is told of an error: our remedy where we know one, else the server's sentence. */
export function sentence(error: ApiError, secondsLeft = error.retryAfter): string {
  const wait = secondsLeft > 0 ? waiting(secondsLeft) : "";
  const ours = maybe(`error_${error.code}`);
  const said = ours ?? (error.message || t("error_unknown", { status: error.status }));
  return wait ? `${said} ${wait}` : said;
}

function waiting(seconds: number): string {
  if (seconds < LONG) return t("try_again_in", { time: countdown(seconds) });
  const from = Math.round((Date.now() + seconds * 1000) / MINUTE) * MINUTE; // clocks differ a little
  return t("try_again_from", { time: when(new Date(from).toISOString()) });
}
