import { shallowRef } from "vue";
import type { Router } from "vue-router";

const KEY = "yz-reloaded";
const PAUSE = 60_000; // milliseconds: once a minute at most
const LOOKS = 3;
const LATER = 300; // milliseconds until the next look, and twice that until the one after
const lost = new WeakSet<object>();

/** A page could not be fetched, and loading all anew by itself is of no use: it is offered. */
export const isOutdated = shallowRef(false);

/** After a release an open page asks for files that are gone. Only who goes to another page needs
 * them so much that all is loaded again, once, when the server answers; the rest does without. */
export function reloadOnLostPage(router: Router): void {
  addEventListener("vite:preloadError", ({ payload }) => lost.add(payload));
  router.onError((error: unknown, to) => {
    if (lost.has(error as object)) void recover(to.fullPath);
  });
}

/** Begin a page. What it cannot do without may be lost while a phone changes its network. */
export async function begun(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if ((await isServed()) && isFirstTime()) location.reload();
    throw error;
  }
}

async function recover(path: string): Promise<void> {
  if (!navigator.onLine) return;
  isOutdated.value = true;
  if (!(await isServed()) || !isFirstTime()) return;
  history.pushState(null, "", `#${path}`);
  location.reload();
}

/** Looked at more than once: what took the file may have taken this, too. */
async function isServed(): Promise<boolean> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    if (answer) return answer.ok;
    if (look < LOOKS) await new Promise((resolve) => setTimeout(resolve, look * LATER));
  }
  return false;
}

/** False also where nothing can be remembered: it would load again without end. */
function isFirstTime(): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY)) || 0;
    if (Date.now() - last < PAUSE) return false;
    sessionStorage.setItem(KEY, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}
