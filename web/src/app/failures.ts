import type { ApiError } from "../api/errors";
import { countdown } from "../i18n/format";
import { maybe, t } from "../i18n/t";

/** What a person is told of an error: our remedy where we know one, else the server's sentence. */
export function sentence(error: ApiError, secondsLeft = error.retryAfter): string {
  const wait = secondsLeft > 0 ? t("try_again_in", { time: countdown(secondsLeft) }) : "";
  const ours = maybe(`error_${error.code}`);
  const said = ours ?? (error.message || t("error_unknown", { status: error.status }));
  return wait ? `${said} ${wait}` : said;
}
