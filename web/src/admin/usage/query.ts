import { computed, type ComputedRef, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { length, shifted, type Range } from "../range";
import type { Compared } from "./compared";

export const GROUPS = [
  "day",
  "hour",
  "model",
  "user",
  "key",
  "project",
  "endpoint",
  "status",
] as const;
export const FILTERS = ["user", "key", "model", "project", "endpoint", "status"] as const;
export const SHOWN = ["calls", "tokens", "credits"] as const;
export type Group = (typeof GROUPS)[number];
export type FilterName = (typeof FILTERS)[number];
export type Shown = (typeof SHOWN)[number];
export type Against = "" | "before" | "weeks" | "own";

/** What one asks next of a single group: else how it went over time. */
const NEXT: Partial<Record<FilterName, Group>> = { user: "model", key: "model", model: "user" };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_HOURS = 7; // days that are shown by the hour

export interface UsageQuery {
  by: WritableComputedRef<Group>;
  show: WritableComputedRef<Shown>;
  against: WritableComputedRef<Against>;
  filters: ComputedRef<Partial<Record<FilterName, string>>>;
  filter: (name: FilterName) => WritableComputedRef<string>;
  groups: ComputedRef<Group[]>;
  /** The other time, that this one is compared with. */
  other: ComputedRef<Compared | undefined>;
  /** The first day of the other time, of one's own choice. */
  since: WritableComputedRef<string>;
  /** Only what is of one group, by what makes it up. */
  into: (name: FilterName, word: string) => void;
}

/** What the page of usage is asked, as its address says; what is usual is left out of it. */
export function useUsageQuery(range: Range): UsageQuery {
  const route = useRoute();
  const router = useRouter();
  const word = (name: string) => {
    const said = route.query[name];
    return typeof said === "string" ? said : "";
  };
  const go = (changed: Record<string, string>) => {
    const all = Object.entries({ ...route.query, ...changed });
    void router.push({ query: Object.fromEntries(all.filter(([, said]) => said)) });
  };
  const field = (name: string) =>
    computed({ get: () => word(name), set: (said) => go({ [name]: said }) });
  const chosen = <Value extends string>(name: string, known: readonly Value[], usual: Value) =>
    computed<Value>({
      get: () => known.find((each) => each === word(name)) ?? usual,
      set: (said) => go({ [name]: said === usual ? "" : said }),
    });
  const days = computed(() => length(range.span.value));
  const groups = computed(() =>
    GROUPS.filter((each) => each !== "hour" || days.value <= MOST_HOURS),
  );
  const by = chosen("by", GROUPS, "day");
  const against = chosen<Against>("against", ["", "before", "weeks", "own"], "");
  const since = computed(() => {
    const said = word("since");
    return DAY.test(said) ? said : shifted(range.span.value.from, -days.value);
  });
  const back = computed(() => {
    if (against.value === "before") return days.value;
    if (against.value === "weeks") return Math.ceil(days.value / 7) * 7;
    return Math.round((Date.parse(range.span.value.from) - Date.parse(since.value)) / 86_400_000);
  });
  return {
    by: computed({
      get: () => (groups.value.includes(by.value) ? by.value : "day"),
      set: (group) => (by.value = group),
    }),
    show: chosen("show", SHOWN, "calls"),
    against: computed({
      get: () => against.value,
      set: (said) => go({ against: said, since: said === "own" ? since.value : "" }),
    }),
    filters: computed(() =>
      Object.fromEntries(FILTERS.map((name) => [name, word(name)]).filter(([, said]) => said)),
    ),
    filter: field,
    groups,
    other: computed(() => {
      if (!against.value) return undefined;
      const { from, to, tz } = range.span.value;
      const [first, last] = [shifted(from, -back.value), shifted(to, -back.value)];
      return { from: first, to: last, tz, back: back.value };
    }),
    since: computed({
      get: () => since.value,
      set: (day) => DAY.test(day) && go({ since: day }),
    }),
    into: (name, said) => go({ [name]: said, by: NEXT[name] ?? "", sort: "" }),
  };
}
