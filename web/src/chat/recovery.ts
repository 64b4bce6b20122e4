import { onLeaving } from "../api/session";

/** A question whose answer this tab was hearing when its page went away: what the server kept of it
 * is asked for by the next page. */
export interface Unheard {
  text: string;
  /** How many turns stood before it. */
  place: number;
  at: number;
}

const PREFIX = "yz-unheard:";
const FRESH = 10 * 60_000; // milliseconds: an answer takes no longer
/** The key of a conversation that has no id yet. */
export const NOWHERE = "new";

let isLeaving = false;
addEventListener("beforeunload", () => (isLeaving = true));
addEventListener("pageshow", () => (isLeaving = false));

export function remember(id: string, text: string, place: number): void {
  write(PREFIX + id, JSON.stringify({ text, place, at: Date.now() } satisfies Unheard));
}

/** It was heard, or given back; not what breaks off because the page goes away. */
export function heard(id: string): void {
  if (!isLeaving) write(PREFIX + id, null);
}

export function unheard(id: string): Unheard | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(PREFIX + id) ?? "null") as Unheard | null;
    return found && typeof found.text === "string" && Date.now() - found.at < FRESH ? found : null;
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // without storage a reload knows nothing of it
  }
}

onLeaving(() => {
  try {
    const all = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
    all.forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // there is nothing
  }
});
