import type { Schemas } from "../../api/client";

type Row = Schemas["Row"];

/** The counts of days as one for each label, place and outcome, the most first. */
export function byLabel(rows: Row[]): Omit<Row, "day">[] {
  const sums = new Map<string, Omit<Row, "day">>();
  for (const { label, place, outcome, count, last_at } of rows) {
    const key = JSON.stringify([label, place, outcome]);
    const known = sums.get(key);
    sums.set(key, {
      ...{ label, place, outcome },
      count: count + (known?.count ?? 0),
      last_at: known && known.last_at > last_at ? known.last_at : last_at,
    });
  }
  return [...sums.values()].sort((one, other) => other.count - one.count);
}
