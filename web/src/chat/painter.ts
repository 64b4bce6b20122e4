import type { Thread } from "./thread";

const SHARE = 3; // a frame that took long is followed by so many times that long of rest

/** Gathers pieces, and shows them once a frame at most: so text flows however fast it comes. */
export function painter(thread: Thread): {
  add: (text: string, thoughts: string) => void;
  end: () => void;
} {
  let [text, thoughts] = ["", ""];
  let isDue = false;
  let restUntil = 0;

  function flush(): void {
    isDue = false;
    if (!text && !thoughts) return;
    const began = performance.now();
    const last = thread.turns.value.at(-1)!;
    thread.change({
      text: last.text + text,
      thoughts: last.thoughts + thoughts,
      state: "streaming",
    });
    [text, thoughts] = ["", ""];
    queueMicrotask(() => (restUntil = performance.now() + (performance.now() - began) * SHARE));
  }

  function schedule(): void {
    if (isDue) return;
    isDue = true;
    const rest = restUntil - performance.now();
    if (document.hidden) setTimeout(flush, 250);
    else if (rest > 16) setTimeout(() => requestAnimationFrame(flush), rest);
    else requestAnimationFrame(flush);
  }

  return {
    add(more, moreThoughts) {
      text += more;
      thoughts += moreThoughts;
      schedule();
    },
    end: flush,
  };
}
