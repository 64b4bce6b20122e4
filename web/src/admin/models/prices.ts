import type { Schemas } from "../../api/client";
import { credits, whole, yuan } from "../parts/amounts";

type Price = Schemas["Price"];

export const ANY = 1_000_000_000; // `up_to` of a tier without an end
export const PARTS = ["input", "output", "cached", "reasoning", "unit"] as const;
export type Part = (typeof PARTS)[number];
/** A tier of prices as somebody types it: in yuan, an empty part is none. */
export type Typed = Record<Part | "up_to", string>;

export function typed(price: Price): Typed {
  const said = Object.fromEntries(
    PARTS.map((part) => [part, price[part] == null ? "" : yuan(price[part])]),
  );
  return { ...said, up_to: price.up_to === ANY ? "" : String(price.up_to ?? "") } as Typed;
}

/** Whether a part of a tier can be saved; input and output have to be there. */
export function isRight(part: Part | "up_to", text: string): boolean {
  if (part === "up_to") return !text || (whole(text) ?? 0) >= 1;
  if (!text) return part !== "input" && part !== "output";
  return credits(text) !== null;
}

/** The tiers in credits; null when one cannot be read. */
export function prices(tiers: Typed[]): Price[] | null {
  const keys = [...PARTS, "up_to"] as const;
  if (!tiers.every((tier) => keys.every((part) => isRight(part, tier[part])))) return null;
  return tiers.map((tier) => ({
    input: credits(tier.input) ?? 0,
    output: credits(tier.output) ?? 0,
    cached: tier.cached ? credits(tier.cached) : null,
    reasoning: tier.reasoning ? credits(tier.reasoning) : null,
    unit: tier.unit ? credits(tier.unit) : null,
    up_to: tier.up_to ? (whole(tier.up_to) ?? ANY) : ANY,
  }));
}

/** What a model costs at first sight, in yuan: by the million tokens, or by the unit. */
export function brief(all: Price[]): { unit: string } | { input: string; output: string } {
  const first = [...all].sort((a, b) => (a.up_to ?? ANY) - (b.up_to ?? ANY))[0];
  if (first?.unit != null) return { unit: yuan(first.unit) };
  return { input: yuan(first?.input ?? 0), output: yuan(first?.output ?? 0) };
}
