import type { ui as zh } from "../zh/ui";
import type { Sentences } from "../t";

export const ui: Sentences<typeof zh> = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved.",
  delete: "Delete",
  delete_named: "Delete “{name}”",
  rename: "Rename",
  print: "Print",
  title: "Title",
  copy: "Copy",
  copied: "Copied",
  copy_code: "Copy code",
  copy_csv: "Copy as CSV",
  copy_markdown: "Copy answer (Markdown)",
  wrap: "Wrap",
  table: "Table",
  loading: "Loading…",
  load_more: "Load more",
  retry: "Try again",
  by_days: "By days",
  from_day: "From",
  to_day: "To",
  nothing_found: "Nothing matches.",
};
