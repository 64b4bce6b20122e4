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
  /** The next page, or once more what has failed. */
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
  let hasFirst = false; // of what was asked for last
  let asking = new AbortController();

  async function load(first: boolean): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    state.value = "loading";
    hasFirst = !first;
    failure.value = undefined;
    try {
      const page = await ask(first ? undefined : cursor, mine.signal);
      if (mine.signal.aborted) return;
      items.value = first ? page.data : [...items.value, ...page.data];
      cursor = page.next_cursor ?? undefined;
      hasFirst = true;
      state.value = cursor ? "idle" : "done";
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      failure.value = asApiError(error);
      state.value = "failed";
    }
  }

  onScopeDispose(() => asking.abort());
  return { items, state, failure, more: () => load(!hasFirst), restart: () => load(true) };
}
