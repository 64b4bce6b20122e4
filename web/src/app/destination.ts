/** Where to go after a log-in: a path of this page, and nothing else. */
export function destination(asked: unknown): string {
  return typeof asked === "string" && /^\/(?![/\\])/.test(asked) ? asked : "/";
}
