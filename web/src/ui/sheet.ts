import type { Cell, Sheet } from "./cells";

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const QUOTED = /[",\r\n]/;

/** CSV that Excel opens as it is: with a byte order mark, and no cell that it would calculate. */
export function csv({ titles, rows }: Sheet): string {
  const line = (cells: Cell[]) => cells.map(written).join(",");
  return `\ufeff${[titles, ...rows].map(line).join("\r\n")}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Save a table under a name without its ending. */
export async function save(sheet: Sheet, name: string, format: "csv" | "xlsx"): Promise<void> {
  const blob =
    format === "csv"
      ? new Blob([csv(sheet)], { type: "text/csv;charset=utf-8" })
      : (await import("./workbook")).workbook(sheet);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
