import type { Schemas } from "../../api/client";
import { dayIn, shifted, type Span } from "../range";
import type { Group, Shown } from "./query";

type Report = Schemas["BillingUsageReport"];
export type Totals = Schemas["Totals"];

/** A group beside what it is compared with. */
export interface Line {
  /** The word of the group: a day, an hour, a model, an id. */
  group: string;
  /** What it is called. */
  name: string;
  now: Totals;
  before: Totals | undefined;
}

export const NOTHING: Totals = {
  calls: 0,
  failed: 0,
  input_tokens: 0,
  output_tokens: 0,
  cached_tokens: 0,
  reasoning_tokens: 0,
  credits: 0,
  first_ms: null,
  total_ms: null,
};

export function isOfTime(group: Group): boolean {
  return group === "day" || group === "hour";
}

export function shown(totals: Totals, what: Shown): number {
  if (what === "calls") return totals.calls;
  return what === "credits" ? totals.credits : totals.input_tokens + totals.output_tokens;
}

/** Days and hours are compared by their place in their time, other groups by their word. */
export function lines(by: Group, span: Span, report: Report, other?: [Span, Report]): Line[] {
  const now = byWord(report);
  if (!isOfTime(by)) {
    const before = other && byWord(other[1]);
    const words = new Set([...now.keys(), ...(before?.keys() ?? [])]);
    return [...words].map((group) => ({
      group,
      name: now.get(group)?.name ?? before?.get(group)?.name ?? group,
      now: now.get(group) ?? NOTHING,
      before: before && (before.get(group) ?? NOTHING),
    }));
  }
  const places = moments(by, span);
  const before = other && byWord(other[1]);
  const others = other ? moments(by, other[0]) : [];
  return places.map((group, place) => ({
    group,
    name: by === "hour" ? group.slice(0, 16).replace("T", " ") : group,
    now: now.get(group) ?? NOTHING,
    before: before && (before.get(others[place] ?? "") ?? NOTHING),
  }));
}

function byWord(report: Report): Map<string, Report["data"][number]> {
  return new Map(report.data.map((line) => [line.group, line]));
}

/** Every day or hour of a time that has begun, as the API calls them. */
function moments(by: Group, { from, to, tz }: Span): string[] {
  const today = dayIn(tz);
  const days: string[] = [];
  for (let day = from; day <= to && day <= today; day = shifted(day, 1)) days.push(day);
  return by === "day" ? days : hours(new Set(days), tz);
}

/** They are found from UTC, so that a day of 23 or 25 hours has as many. */
function hours(days: Set<string>, tz: string): string[] {
  const [first, last] = [[...days][0], [...days].at(-1)];
  if (!first || !last) return [];
  const found: string[] = [];
  const end = Math.min(Date.parse(`${shifted(last, 2)}T00:00Z`), Date.now());
  for (let at = Date.parse(`${shifted(first, -1)}T00:00Z`); at <= end; at += 3_600_000) {
    const word = hourWord(tz, new Date(at));
    if (days.has(word.slice(0, 10))) found.push(word);
  }
  return found;
}

function hourWord(tz: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: tz,
    hour: "2-digit",
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const offset = part("timeZoneName").replace("GMT", "").replace(":", "") || "+0000";
  return `${dayIn(tz, at)}T${part("hour")}:00${offset}`;
}
