import type { Schemas } from "../../api/client";
import { dayIn } from "../../ui/today";
import { shifted, type Span } from "../range";
import { offsetIn, type Compared } from "./compared";
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

/**
 * Each group beside the same of another time. Days and hours are compared by their place in their
 * time and the clock on the wall; what has none (an hour that comes twice) is added to the one
 * before it, so that lines add up to the totals.
 */
export function lines(
  by: Group,
  span: Span,
  report: Report,
  other?: [Compared, Report],
  until = new Date(),
): Line[] {
  const now = byWord(report);
  const before = other && byWord(other[1]);
  if (!isOfTime(by)) {
    const words = new Set([...now.keys(), ...(before?.keys() ?? [])]);
    return [...words].map((group) => ({
      group,
      name: now.get(group)?.name ?? before?.get(group)?.name ?? group,
      now: now.get(group) ?? NOTHING,
      before: before && (before.get(group) ?? NOTHING),
    }));
  }
  const places = moments(by, span, until);
  const others = other ? besides(places, other[0], moments(by, other[0], other[0].until)) : [];
  return places.map((group, place) => ({
    group,
    name: by === "hour" ? group.slice(0, 16).replace("T", " ") : group,
    now: now.get(group) ?? NOTHING,
    before:
      before && others[place]!.map((word) => before.get(word) ?? NOTHING).reduce(sum, NOTHING),
  }));
}

function byWord(report: Report): Map<string, Report["data"][number]> {
  return new Map(report.data.map((line) => [line.group, line]));
}

/** The moments of another time that stand beside each place of this one. */
function besides(places: string[], { back }: Compared, others: string[]): string[][] {
  const found: string[][] = places.map(() => []);
  const clocks = places.map((word) => word.slice(0, 13));
  let place = 0;
  for (const word of others) {
    const clock = shifted(word.slice(0, 10), back) + word.slice(10, 13);
    while (place + 1 < clocks.length && clocks[place + 1]! <= clock) place += 1;
    found[place]?.push(word);
  }
  return found;
}

/** Without means: those of what is compared are not shown. */
function sum(one: Totals, two: Totals): Totals {
  return {
    ...NOTHING,
    calls: one.calls + two.calls,
    failed: one.failed + two.failed,
    input_tokens: one.input_tokens + two.input_tokens,
    output_tokens: one.output_tokens + two.output_tokens,
    cached_tokens: one.cached_tokens + two.cached_tokens,
    reasoning_tokens: one.reasoning_tokens + two.reasoning_tokens,
    credits: one.credits + two.credits,
  };
}

/** Every day or hour of a time that has begun until an instant, as the API calls them. */
function moments(by: Group, { from, to, tz }: Span, until = new Date()): string[] {
  const today = dayIn(tz, until);
  const days: string[] = [];
  for (let day = from; day <= to && day <= today; day = shifted(day, 1)) days.push(day);
  return by === "day" ? days : hours(new Set(days), tz, until);
}

/** They are found from UTC, so that a day of 23 or 25 hours has as many. */
function hours(days: Set<string>, tz: string, until: Date): string[] {
  const [first, last] = [[...days][0], [...days].at(-1)];
  if (!first || !last) return [];
  const found: string[] = [];
  const end = Math.min(Date.parse(`${shifted(last, 2)}T00:00Z`), until.getTime());
  for (let at = Date.parse(`${shifted(first, -1)}T00:00Z`); at <= end; at += 3_600_000) {
    const word = hourWord(tz, new Date(at));
    if (days.has(word.slice(0, 10))) found.push(word);
  }
  return found;
}

function hourWord(tz: string, at: Date): string {
  const hour = new Intl.DateTimeFormat("en-GB", { timeZone: tz, hour: "2-digit" }).format(at);
  return `${dayIn(tz, at)}T${hour}:00${offsetIn(tz, at).replace(":", "")}`;
}
