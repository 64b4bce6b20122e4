const SETTLING = 50; // milliseconds: Safari tells of the Enter after the composition has ended

/** Whether an Enter only confirms a candidate of an input method. */
export function imeGuard(): { onEnd: () => void; isComposing: (event: KeyboardEvent) => boolean } {
  let endedAt = -Infinity;
  return {
    onEnd: () => void (endedAt = performance.now()),
    isComposing: (event) =>
      event.isComposing || event.keyCode === 229 || performance.now() - endedAt < SETTLING,
  };
}
