import { onScopeDispose, ref, watch, type Ref } from "vue";

/** Seconds that are left, counted down from what `from` says each time that it changes. */
export function useCountdown(from: () => number): Readonly<Ref<number>> {
  const left = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  watch(
    from,
    (seconds) => {
      stop();
      const end = performance.now() + seconds * 1000;
      const tick = () => {
        left.value = Math.max(0, Math.ceil((end - performance.now()) / 1000));
        if (!left.value) stop();
      };
      tick();
      if (left.value) timer = setInterval(tick, 250);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return left;
}
