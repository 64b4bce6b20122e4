import { computed, onScopeDispose, shallowRef, type ComputedRef } from "vue";
import { timeZone } from "../i18n/format";

const EVERY = 10_000; // milliseconds

/** The day of an instant in a zone, as `2026-11-28`. */
export function dayIn(tz: string, at: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: tz, dateStyle: "short" }).format(at);
}

/** The day that it is in a zone, also on a page that was left open over midnight. */
export function useToday(tz: () => string = timeZone): ComputedRef<string> {
  const now = shallowRef(new Date());
  const look = () => (now.value = new Date());
  const timer = setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look); // timers of a page that is hidden may rest
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  });
  return computed(() => dayIn(tz(), now.value));
}
