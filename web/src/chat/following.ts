import { onScopeDispose, ref, watch, type Ref } from "vue";

const NEAR = 80; // pixels from the end at which following goes on
const AWAY = new Set(["ArrowUp", "PageUp", "Home"]);

/** Stay at the end of what grows, until whoever reads looks back; then leave the place alone. */
export function useFollowing(
  box: Readonly<Ref<HTMLElement | null>>,
  hasAny: () => boolean,
): {
  isAtEnd: Ref<boolean>;
  toEnd: () => void;
} {
  const isAtEnd = ref(true);
  let lastTop = 0;

  const distance = (of: HTMLElement) => of.scrollHeight - of.scrollTop - of.clientHeight;
  const toEnd = () => {
    isAtEnd.value = true;
    if (box.value) box.value.scrollTop = box.value.scrollHeight;
  };
  const grown = new ResizeObserver(() => isAtEnd.value && hasAny() && toEnd());

  function onScroll(): void {
    const of = box.value!;
    if (of.scrollTop < lastTop - 1 && distance(of) > 1) isAtEnd.value = false;
    else if (distance(of) < NEAR) isAtEnd.value = true;
    lastTop = of.scrollTop;
  }
  const onWheel = (event: WheelEvent) => {
    if (event.deltaY < 0 && box.value!.scrollTop > 0) isAtEnd.value = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (AWAY.has(event.key) && box.value!.scrollTop > 0) isAtEnd.value = false;
  };

  watch(box, (now, _, cleanUp) => {
    if (!now) return;
    now.addEventListener("scroll", onScroll, { passive: true });
    now.addEventListener("wheel", onWheel, { passive: true });
    now.addEventListener("keydown", onKey);
    grown.observe(now);
    for (const child of now.children) grown.observe(child);
    if (hasAny()) toEnd();
    cleanUp(() => {
      grown.disconnect();
      now.removeEventListener("scroll", onScroll);
      now.removeEventListener("wheel", onWheel);
      now.removeEventListener("keydown", onKey);
    });
  });
  onScopeDispose(() => grown.disconnect());
  return { isAtEnd, toEnd };
}
