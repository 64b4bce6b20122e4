/** One place of a deed: what stood there before, and what after; undefined is nothing. */
export interface Difference {
  path: string;
  before: unknown;
  after: unknown;
}

/** What differs between two states, place by place, whatever is in them. */
export function differences(before: unknown, after: unknown, path = ""): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) && !isObject(after)) return [{ path, before, after }];
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const parts = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return parts.flatMap((part) => differences(was[part], is[part], path ? `${path}.${part}` : part));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
