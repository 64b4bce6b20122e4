import { language } from "./language";

const UNITS: [unit: string, bytes: number][] = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
];
const TAGS = { zh: "zh-CN", en: "en-GB" };
/** Made once: a table of a hundred rows formats some hundreds of instants and numbers. */
const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

function datesOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.value + JSON.stringify(options);
  const known = dates.get(key) ?? new Intl.DateTimeFormat(TAGS[language.value], options);
  dates.set(key, known);
  return known;
}

function numbersOf(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = language.value + JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(TAGS[language.value], options);
  numbers.set(key, known);
  return known;
}

export function number(value: number): string {
  return numbersOf().format(value);
}

/** For cards: 1.2万 or 12K; the whole number belongs beside it. */
export function compact(value: number): string {
  return numbersOf({
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(value);
}

export function percent(share: number): string {
  return numbersOf({ style: "percent" }).format(share);
}

export function bytes(size: number): string {
  const [unit, divisor] = UNITS.find(([, each]) => size >= each) ?? UNITS.at(-1)!;
  return numbersOf({
    style: "unit",
    unit,
    maximumFractionDigits: 1,
  }).format(size / divisor);
}

export function dateTime(iso: string): string {
  return datesOf({
    dateStyle: "medium",
    timeStyle: "short",
  }).format(new Date(iso));
}

export function time(iso: string): string {
  return datesOf({ timeStyle: "short" }).format(new Date(iso));
}

/** The time of what happened today, the day too of what did not. */
export function when(iso: string): string {
  return localDay(new Date(iso)) === localDay() ? time(iso) : dateTime(iso);
}

/** The exact instant with its offset, for who wants to know. */
export function exact(iso: string): string {
  return datesOf({
    dateStyle: "full",
    timeStyle: "long",
  }).format(new Date(iso));
}

/** The day of an instant where the reader is, as `2026-11-28`. */
export function localDay(at: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Seconds as `0:07` or `14:59`. */
export function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `▲ 12%`, `▼ 3%`: how much more or less something is. */
export function change(share: number): string {
  const rounded = Math.round(share * 100) / 100;
  const arrow = rounded > 0 ? "▲" : rounded < 0 ? "▼" : "＝";
  return `${arrow} ${percent(Math.abs(rounded))}`;
}

/** A share that may be small: `0.4%`. */
export function rate(share: number): string {
  return numbersOf({
    style: "percent",
    maximumFractionDigits: 2,
  }).format(share);
}

/** Milliseconds as `850 ms` or `4.2 s`. */
export function took(milliseconds: number): string {
  if (milliseconds < 1000) return `${number(Math.round(milliseconds))} ms`;
  return `${number(Math.round(milliseconds / 100) / 10)} s`;
}

/** The hour of an instant in a zone, as `11-28 14:00`; its day alone, as `11-28`. */
export function hourIn(tz: string, iso: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: tz,
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}
