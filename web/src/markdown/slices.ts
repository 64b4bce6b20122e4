const LONGEST = 8; // milliseconds of a frame that drawing may take at a time

const waiting: (() => void)[] = [];
let isRunning = false;

/** Do what takes long when there is time for it, a slice of a frame at a time: keys and scrolling come
 * between. What is no longer wanted when its turn comes has to see to that itself. */
export function inSlices(act: () => void): void {
  waiting.push(act);
  if (isRunning) return;
  isRunning = true;
  setTimeout(slice);
}

function slice(): void {
  const began = performance.now();
  while (waiting.length && performance.now() - began < LONGEST) waiting.shift()!();
  isRunning = waiting.length > 0;
  if (isRunning) setTimeout(slice);
}
