import { dayIn } from "../../ui/today";
import { shifted, type Span } from "../range";

/** Another time that one is compared with, of as many days. */
export interface Compared extends Span {
  /** How many days it lies before. */
  back: number;
  /** Where it ends before its last day does: this one has not ended either. */
  until?: Date;
}

/** The part of another time that has its like in this one: of a day that goes on, until the same
 * time of day. */
export function cut(other: Compared, span: Span, now = new Date()): Compared {
  const today = dayIn(span.tz, now);
  if (today < span.from || today > span.to) return other;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: span.tz,
    timeStyle: "medium",
  }).format(now);
  return { ...other, until: instantOf(`${shifted(today, -other.back)}T${clock}`, other.tz) };
}

/** How the API is asked for it. */
export function asked({ from, to, tz, until }: Compared): Span {
  return { from, to: until?.toISOString() ?? to, tz };
}

/** `+01:00`, as it is at an instant. */
export function offsetIn(tz: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: tz,
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "") || "+00:00";
}

/** When a clock of a zone shows this; by the offset of the hours around it. */
function instantOf(wall: string, tz: string): Date {
  const guess = new Date(`${wall}${offsetIn(tz, new Date(`${wall}Z`))}`);
  return new Date(`${wall}${offsetIn(tz, guess)}`);
}
