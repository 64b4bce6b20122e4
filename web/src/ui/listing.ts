import { computed, onMounted, onScopeDispose, shallowRef, watch } from "vue";
import type { ComputedRef, ShallowRef, WritableComputedRef } from "vue";
import { onBeforeRouteLeave, useRoute, useRouter } from "vue-router";
import { asApiError, isAbort, type ApiError } from "../api/errors";
import type { Page } from "./list";

const USUAL = 50; // rows a page
const SIZES = [20, 50, 100];
/** How far down a list was looked at, by its address: who comes back finds the place again. */
const left = new Map<string, number>();

export type Asked<Name extends string> = Partial<Record<Name | "sort" | "cursor", string>> & {
  limit: number;
};

/** One page of a list, as the address of the page says it: filters, order, size, where it begins. */
export interface Listing<Item> {
  items: ShallowRef<Item[]>;
  state: ShallowRef<"loading" | "done" | "failed">;
  failure: ShallowRef<ApiError | undefined>;
  /** The number of the page, as far as it is known how one came here. */
  page: ComputedRef<number>;
  hasNext: ComputedRef<boolean>;
  hasPrevious: ComputedRef<boolean>;
  isFiltered: ComputedRef<boolean>;
  sort: WritableComputedRef<string>;
  size: WritableComputedRef<string>;
  sizes: string[];
  next: () => void;
  previous: () => void;
  clear: () => void;
  reload: () => Promise<void>;
  /** The same page again, without a sign of it until it has come. */
  refresh: () => Promise<void>;
}

export interface FilteredListing<Item, Name extends string> extends Listing<Item> {
  /** The word of a filter; another one leads back to the first page. */
  filter: (name: Name) => WritableComputedRef<string>;
}

/** A list whose filters, order and page stand in the address; the newest question's answer wins. */
export function useListing<Item, Name extends string>(
  names: readonly Name[],
  ask: (asked: Asked<Name>, signal: AbortSignal) => Promise<Page<Item>>,
  orders: readonly string[] = [],
): FilteredListing<Item, Name> {
  const route = useRoute();
  const router = useRouter();
  const home = route.path;
  const items = shallowRef<Item[]>([]);
  const state = shallowRef<"loading" | "done" | "failed">("loading");
  const failure = shallowRef<ApiError>();
  const cursor = shallowRef<string | null>(null);
  let asking = new AbortController();
  let isFirst = true;
  let filled = ""; // the address whose rows were seen last

  const word = (name: string) => {
    const said = route.query[name];
    return typeof said === "string" ? said : "";
  };
  const after = computed(() => word("after"));
  const asked = computed(() => {
    const told = names.map((name) => [name, word(name)]).filter(([, said]) => said);
    if (orders.includes(word("sort"))) told.push(["sort", word("sort")]);
    return { ...Object.fromEntries(told), limit: Number(size.value) } as Asked<Name>;
  });
  const sort = field("sort");
  const size = computed({
    get: () => (SIZES.includes(Number(word("size"))) ? word("size") : String(USUAL)),
    set: (many) => go({ size: many === String(USUAL) ? "" : many, after: "" }),
  });

  function field(name: string): WritableComputedRef<string> {
    return computed({ get: () => word(name), set: (said) => go({ [name]: said, after: "" }) });
  }

  function go(changed: Record<string, string>, trail: string[] = []): void {
    const query = Object.fromEntries(
      Object.entries({ ...route.query, ...changed }).filter(([, said]) => said),
    );
    void router.push({ query, state: { trail } });
  }

  /** The cursors of the pages before this one. */
  function trail(): string[] {
    const known: unknown = history.state?.trail;
    return Array.isArray(known) ? (known as string[]) : [];
  }

  function previous(): void {
    const before = trail();
    go({ after: before.at(-1) ?? "" }, before.slice(0, -1));
  }

  async function reload(): Promise<void> {
    state.value = "loading";
    failure.value = undefined;
    await load();
  }

  async function refresh(): Promise<void> {
    if (state.value !== "loading") await load();
  }

  async function load(): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    try {
      const given = { ...asked.value, ...(after.value ? { cursor: after.value } : {}) };
      const found = await ask(given as Asked<Name>, mine.signal);
      if (mine.signal.aborted) return;
      const wasFilled = filled === route.fullPath;
      if (!found.data.length && after.value && wasFilled) return previous(); // its last row is gone
      if (found.data.length) filled = route.fullPath;
      items.value = found.data;
      cursor.value = found.next_cursor;
      failure.value = undefined;
      state.value = "done";
      if (isFirst) requestAnimationFrame(() => restore(route.fullPath));
      isFirst = false;
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      failure.value = asApiError(error);
      state.value = "failed";
    }
  }

  onMounted(reload);
  watch(
    () => route.fullPath,
    () => route.path === home && void reload(),
  );
  onBeforeRouteLeave((_, from) => void left.set(from.fullPath, place()?.scrollTop ?? 0));
  onScopeDispose(() => asking.abort());
  return {
    items,
    state,
    failure,
    page: computed(() => (after.value ? trail().length + 1 : 1)),
    hasNext: computed(() => cursor.value !== null),
    hasPrevious: computed(() => after.value !== ""),
    isFiltered: computed(() => names.some((name) => word(name))),
    sort,
    size,
    sizes: SIZES.map(String),
    next: () => cursor.value && go({ after: cursor.value }, [...trail(), after.value]),
    previous,
    clear: () => go(Object.fromEntries([...names, "after"].map((name) => [name, ""]))),
    reload,
    refresh,
    filter: field,
  };
}

function place(): HTMLElement | null {
  return document.querySelector("main");
}

/** Only for who came back: a list that is opened anew begins at its top. */
function restore(address: string): void {
  const top = history.state?.forward ? left.get(address) : undefined;
  if (top) place()?.scrollTo({ top });
}
