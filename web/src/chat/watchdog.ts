import type { Thread } from "./thread";

const SILENCE = 25_000; // milliseconds without even a ping: the line is dead
const FIRST = 120_000; // the same before anything came: a proxy may hold back what is not whole

export interface Watchdog {
  /** Something was heard. */
  alive: () => void;
  end: () => void;
  /** Whether the answer was given up for silence. */
  isDead: () => boolean;
}

/** Give an answer up when nothing is heard of it for too long. */
export function watchdog(thread: Thread, abort: AbortController): Watchdog {
  let isDead = false;
  let patience = FIRST;
  let heardAt = performance.now();
  thread.silentSince.value = heardAt;
  const timer = setInterval(() => {
    if (performance.now() - heardAt < patience) return;
    isDead = true;
    abort.abort();
  }, 1000);
  return {
    alive: () => {
      heardAt = performance.now();
      patience = SILENCE;
    },
    end: () => clearInterval(timer),
    isDead: () => isDead,
  };
}
