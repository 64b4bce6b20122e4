import { localDay } from "../i18n/format";

export type Range = "7" | "30" | "90";

/** The first of so many days, today being the last. */
export function since(range: Range, today: string): string {
  const first = new Date(`${today}T12:00:00`); // at noon no change of summer time is near
  first.setDate(first.getDate() - Number(range) + 1);
  return localDay(first);
}

/** Every day from one to another, also those on which nothing was done. */
export function every(from: string, to: string): string[] {
  const days: string[] = [];
  const day = new Date(`${from}T12:00:00`);
  while (localDay(day) <= to) {
    days.push(localDay(day));
    day.setDate(day.getDate() + 1);
  }
  return days;
}
