import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import { asApiError, isAbort, type ApiError } from "../api/errors";

export interface Page<Item> {
  data: Item[];
  next_cursor: string | null;
}

export interface CursorList<Item> {
  items: ShallowRef<Item[]>;
  /** `idle`: there is more; `done`: that was all. */
  state: ShallowRef<"loading" | "idle" | "done" | "failed">;
  failure: ShallowRef<ApiError | undefined>;
  more: () => Promise<void>;
  restart: () => Promise<void>;
}

/** A list that is asked for page by page; of answers that overlap the newest question's wins. */
export function useCursorList<Item>(
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>,
): CursorList<Item> {
  const items = shallowRef<Item[]>([]);
  const state = shallowRef<"loading" | "idle" | "done" | "failed">("loading");
  const failure = shallowRef<ApiError>();
  let cursor: string | undefined;
  let asking = new AbortController();

  async function load(first: boolean): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    state.value = "loading";
    failure.value = undefined;
    try {
      const page = await ask(first ? undefined : cursor, mine.signal);
      if (mine.signal.aborted) return;
      items.value = first ? page.data : [...items.value, ...page.data];
      cursor = page.next_cursor ?? undefined;
      state.value = cursor ? "idle" : "done";
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      failure.value = asApiError(error);
      state.value = "failed";
    }
  }

  onScopeDispose(() => asking.abort());
  return { items, state, failure, more: () => load(false), restart: () => load(true) };
}
