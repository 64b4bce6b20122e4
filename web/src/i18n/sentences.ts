import type { zh } from "./zh";

/** The keys that Chinese has, of all sentences or of those of one part; vue-tsc refuses any other. */
export type Sentences<Part = typeof zh> = Record<keyof Part, string>;
