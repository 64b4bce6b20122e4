/** Lines of our own on a grid of 20. */
export const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  plus: "M10 4v12M4 10h12",
  send: "M10 16V4M5 9l5-5 5 5",
  stop: "M6 6h8v8H6z",
  down: "M10 4v12M5 11l5 5 5-5",
  copy: "M7 7V4h9v9h-3M4 7h9v9H4z",
  check: "M4 10.5l4 4 8-9",
  pencil: "M4 16l.8-3.6L13 4.200l2.800 2.800-8.200 8.200zM11.500 5.700l2.800 2.800",
  again: "M15.500 7A6 6 0 1 0 16 11M16 4v3.500h-3.500",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.600L14 6",
  more: "M4.500 10h.800M9.600 10h.800M14.700 10h.800",
  close: "M5 5l10 10M15 5L5 15",
  picture: "M3 5h14v10H3zM3 13l4-4 4 4 2-2 4 4M13 8h.01",
  camera:
    "M3 6h3l1.500-2h5L14 6h3v10H3zM10 13.500a2.700 2.700 0 1 0 0-5.400 2.700 2.700 0 0 0 0 5.400z",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4",
  chat: "M3 4h14v10H9l-4 3v-3H3z",
  look: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M6 10h8",
  brush: "M16 3l-7 7M9 10a3 3 0 0 0-3 3c0 2-1 3-3 3 3 1.500 8 1 8-3a3 3 0 0 0-2-3z",
  pill: "M5 11l6-6a3 3 0 0 1 4 4l-6 6a3 3 0 0 1-4-4zM8 8l4 4",
  file: "M5 3h7l3 3v11H5zM12 3v3h3",
  list: "M3.500 6l1.500 1.500L7.500 4.500M3.500 13l1.500 1.500 2.500-3M10.500 6H17M10.500 13H17",
  chart: "M4 16V9M8 16V4M12 16v-5M16 16V7",
  person: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17a6 6 0 0 1 12 0",
  upload: "M10 13V4M6 8l4-4 4 4M4 16h12",
  download: "M10 4v9M6 9l4 4 4-4M4 16h12",
  out: "M8 4H4v12h4M9 10h8M14 7l3 3-3 3",
  machine: "M4 4h12v5H4zM4 11h12v5H4zM7 6.5h.01M7 13.5h.01",
  forth: "M7 5l6 5-6 5z",
} as const;

export type Icon = keyof typeof ICONS;
