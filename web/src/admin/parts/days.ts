import { timeZone } from "../../i18n/format";

/** The days of a filter with the zone that they are days of; nothing where no day is asked for. */
export function inZone(days: { from?: string; to?: string }): {
  from?: string;
  to?: string;
  tz?: string;
} {
  return days.from || days.to ? { ...days, tz: timeZone() } : {};
}
