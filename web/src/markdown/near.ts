const AHEAD = "600px"; // beyond what is seen

const waiting = new Map<Element, () => void>();
let watching: IntersectionObserver | undefined;

/** Do what is costly when the element comes near to what is seen, or is printed; until then it shows
 * what it says without. Once more of the same element takes the place of the act before. */
export function whenNear(element: Element, act: () => void): void {
  waiting.set(element, act);
  watching ??= new IntersectionObserver(come, { rootMargin: AHEAD });
  watching.observe(element);
}

/** It is gone. */
export function forgetNear(element: Element): void {
  waiting.delete(element);
  watching?.unobserve(element);
}

function come(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) if (isIntersecting) perform(target);
}

function perform(element: Element): void {
  const act = waiting.get(element);
  forgetNear(element);
  act?.();
}

addEventListener("beforeprint", () => [...waiting.keys()].forEach(perform));
