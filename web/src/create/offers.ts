import { computed } from "vue";
import type { Schemas } from "../api/client";
import { features, models } from "../app/info";

export type Made = "image" | "video";

/** What this deployment makes from words. */
export const made = computed<Made[]>(() => [
  ...(features.value["images"] ? (["image"] as const) : []),
  ...(features.value["videos"] ? (["video"] as const) : []),
]);

export function makers(of: Made): Schemas["Card"][] {
  return models.value.filter((model) => model.capabilities.includes(of));
}

/** Credits for one picture, or one second, of so many pixels; null where nobody says. */
export function priceOf(model: Schemas["Card"] | undefined, pixels: number): number | null {
  const units = model?.prices.units ?? [];
  return (units.find(({ up_to: most }) => pixels <= most) ?? units.at(-1))?.credits ?? null;
}

/** Of a size such as 1664x928; 0 of one that is left to the model. */
export function pixelsOf(size: string): number {
  const [width, height] = size.split("x").map(Number);
  return width && height ? width * height : 0;
}
