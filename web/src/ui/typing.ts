import { onScopeDispose } from "vue";
import { imeGuard } from "./ime";

const WAIT = 300; // milliseconds without a key

export interface Pause {
  /** Something was typed. */
  later: () => void;
  /** It is meant as it stands. */
  now: () => void;
  /** It is not known yet what is meant. */
  stop: () => void;
}

/** Act on what is typed once nothing more is typed for a moment. An act that is overtaken is given up by
 * its signal, and none begins when the page is gone; `isFirm` is one that was asked for by `now`. */
export function usePause(act: (signal: AbortSignal, isFirm: boolean) => unknown): Pause {
  let acting = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    acting.abort();
  }

  function begin(isFirm: boolean): void {
    stop();
    acting = new AbortController();
    void act(acting.signal, isFirm);
  }

  function later(): void {
    stop();
    timer = setTimeout(begin, WAIT, false);
  }

  onScopeDispose(stop);
  return { later, now: () => begin(true), stop };
}

/** What an input tells a pause: keys, and a return. What an input method composes is not typed yet. */
export function heardBy({ later, now, stop }: Pause) {
  const { onEnd, isComposing } = imeGuard();
  return {
    input: (event: Event) => ((event as InputEvent).isComposing ? stop() : later()),
    compositionend: () => {
      onEnd();
      later();
    },
    keydown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      event.preventDefault();
      now();
    },
  };
}
