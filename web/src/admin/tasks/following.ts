import { onScopeDispose, watch } from "vue";

const EVERY = 5000; // milliseconds

/** Ask again and again while something goes on, and somebody can see it. */
export function useFollowing(goesOn: () => boolean, ask: () => Promise<unknown>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLeft = false;

  function wait(): void {
    clearTimeout(timer);
    if (goesOn() && !document.hidden && !isLeft) timer = setTimeout(() => void look(), EVERY);
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    if (goesOn() && !document.hidden) await ask();
    wait();
  }

  const seen = () => void look();
  document.addEventListener("visibilitychange", seen);
  watch(goesOn, wait, { immediate: true });
  onScopeDispose(() => {
    isLeft = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  });
}
