import { computed, type ComputedRef, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { timeZone } from "../i18n/format";
import { useToday } from "../ui/today";

export const PRESETS = ["today", "yesterday", "7d", "30d", "90d"] as const;
export type Preset = (typeof PRESETS)[number] | "own";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAYS: Record<Exclude<Preset, "own">, [back: number, length: number]> = {
  today: [0, 1],
  yesterday: [1, 1],
  "7d": [6, 7],
  "30d": [29, 30],
  "90d": [89, 90],
};

/** Days of a zone, the last included. */
export interface Span {
  from: string;
  to: string;
  tz: string;
}

export interface Range {
  preset: WritableComputedRef<Preset>;
  from: WritableComputedRef<string>;
  to: WritableComputedRef<string>;
  tz: WritableComputedRef<string>;
  span: ComputedRef<Span>;
  today: ComputedRef<string>;
  /** For a link to another page that shows the same days. */
  words: ComputedRef<Record<string, string>>;
}

export function shifted(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10); // of an instant that is midnight in UTC
}

/** How many days a span has. */
export function length({ from, to }: Span): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** The days that a page is about, as its address says: defaults are left out of it. */
export function useRange(usual: Exclude<Preset, "own">): Range {
  const route = useRoute();
  const router = useRouter();
  const word = (name: string) => {
    const said = route.query[name];
    return typeof said === "string" ? said : "";
  };
  const go = (changed: Record<string, string>) => {
    const all = { ...route.query, after: "", ...changed };
    const query = Object.fromEntries(Object.entries(all).filter(([, said]) => said));
    void router.push({ query });
  };
  const zone = computed(() => (isZone(word("tz")) ? word("tz") : timeZone()));
  const today = useToday(() => zone.value);
  const named = computed(() => PRESETS.find((each) => each === word("range")) ?? usual);
  const isOwn = computed(() => DAY.test(word("from")) && DAY.test(word("to")));
  const span = computed<Span>(() => {
    const tz = zone.value;
    if (isOwn.value) {
      const [from, to] = [word("from"), word("to")].sort() as [string, string];
      return { from, to, tz };
    }
    const [back, days] = DAYS[named.value];
    const from = shifted(today.value, -back);
    return { from, to: shifted(from, days - 1), tz };
  });
  const between = (from: string, to: string) => go({ range: "", from, to });
  return {
    preset: computed({
      get: () => (isOwn.value ? "own" : named.value),
      set: (preset) => {
        if (preset === "own") between(span.value.from, span.value.to);
        else go({ range: preset === usual ? "" : preset, from: "", to: "" });
      },
    }),
    from: computed({
      get: () => span.value.from,
      set: (day) => DAY.test(day) && between(day, span.value.to < day ? day : span.value.to),
    }),
    to: computed({
      get: () => span.value.to,
      set: (day) => DAY.test(day) && between(span.value.from > day ? day : span.value.from, day),
    }),
    tz: computed({
      get: () => zone.value,
      set: (tz) => go({ tz: tz === timeZone() ? "" : tz }),
    }),
    span,
    today,
    words: computed(() => ({
      from: span.value.from,
      to: span.value.to,
      ...(word("tz") ? { tz: zone.value } : {}),
    })),
  };
}
