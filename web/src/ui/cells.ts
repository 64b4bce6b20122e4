/** A table as it is seen: titles, and cells that are words or figures. */
export type Cell = string | number | null;
export interface Sheet {
  titles: string[];
  rows: Cell[][];
}
