import {
  onMounted,
  onScopeDispose,
  shallowRef,
  watch,
  type ShallowRef,
  type WatchSource,
} from "vue";
import { asApiError, isAbort, type ApiError } from "../api/errors";

export interface Asked<Found> {
  /** What was found last; it stays while it is asked for anew, or when that fails. */
  found: ShallowRef<Found | undefined>;
  state: ShallowRef<"loading" | "done" | "failed">;
  failure: ShallowRef<ApiError | undefined>;
  reload: () => Promise<void>;
}

/**
 * Something that is asked for when a page opens, and whenever what it depends on changes; the newest
 * question's answer wins. With `seconds` it is asked for again and again, but only while somebody
 * can see it.
 */
export function useAsked<Found>(
  ask: (signal: AbortSignal) => Promise<Found>,
  on: WatchSource<unknown>,
  seconds = 0,
): Asked<Found> {
  const found = shallowRef<Found>();
  const state = shallowRef<"loading" | "done" | "failed">("loading");
  const failure = shallowRef<ApiError>();
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function reload(): Promise<void> {
    asking.abort();
    clearTimeout(timer);
    const mine = (asking = new AbortController());
    state.value = "loading";
    try {
      found.value = await ask(mine.signal);
      failure.value = undefined;
      state.value = "done";
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      failure.value = asApiError(error);
      state.value = "failed";
    }
    if (!mine.signal.aborted) wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!seconds || document.hidden) return;
    timer = setTimeout(
      () => void reload(),
      Math.max(seconds, failure.value?.retryAfter ?? 0) * 1000,
    );
  }

  function look(): void {
    if (document.hidden) clearTimeout(timer);
    else if (seconds) void reload();
  }

  onMounted(() => {
    document.addEventListener("visibilitychange", look);
    void reload();
  });
  watch(on, () => void reload());
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
    asking.abort();
  });
  return { found, state, failure, reload };
}
