import { onScopeDispose, watch } from "vue";
import { asApiError, type ApiError } from "../api/errors";

const PAUSE = 3_000; // milliseconds between an answer and the next question
const GOING_ON = new Set(["queued", "running"]);

export function goesOn(task: { status: string }): boolean {
  return GOING_ON.has(task.status);
}

/** Ask again and again while it is wanted and the page is seen. One question for all that is
 * watched: a stream for each would use up the six connections that HTTP/1.1 has. */
export function askRepeatedly(isWanted: () => boolean, ask: () => Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function next(pause: number): void {
    clearTimeout(timer);
    if (!isOver && isWanted() && !document.hidden) timer = setTimeout(() => void once(), pause);
  }

  async function once(): Promise<void> {
    try {
      await ask();
      next(PAUSE);
    } catch (failure) {
      const error = asApiError(failure);
      if (!isRefusal(error)) next(Math.max(PAUSE, error.retryAfter * 1000));
    }
  }

  const begin = () => next(PAUSE);
  watch(isWanted, begin, { immediate: true });
  document.addEventListener("visibilitychange", begin);
  onScopeDispose(() => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", begin);
  });
}

function isRefusal({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
