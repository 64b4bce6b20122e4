import { isAbort } from "./errors";

const PAUSE = 300; // milliseconds

/** Call once more what may be said twice, where a phone changed its network on the way. */
export async function onceMore<T>(error: unknown, call: () => Promise<T>): Promise<T> {
  if (isAbort(error) || !navigator.onLine) throw error;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  return call();
}
