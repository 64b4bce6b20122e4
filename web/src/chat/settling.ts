import { api, told, type Schemas } from "../api/client";
import { isSignedIn, know } from "../api/session";
import { features } from "../app/info";
import { changed } from "./conversations";
import type { Thread } from "./thread";
import type { Turn } from "./turns";

const PAUSES = [1_500, 1_500, 3_000, 6_000]; // milliseconds: the server has settled by then
const ENDS = new Set(["settle", "release"]);

/** What an answer cost that broke off or was stopped: it is settled when the server has noticed. */
export async function settle(thread: Thread, { key, requestId }: Turn): Promise<void> {
  if (!isSignedIn.value) return;
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    changed(thread.id.value);
    if (!features.value["credits"]) return;
    const balance = await movements().catch(() => null);
    if (!balance) continue;
    know({ credits: balance.balance });
    const own = balance.data.filter((each) => each.request_id === requestId);
    if (!own.some(({ kind }) => ENDS.has(kind))) continue;
    const charged = -own.reduce((sum, { amount }) => sum + amount, 0);
    thread.amend(key, { bill: { charged, remaining: balance.balance } });
    return;
  }
}

function movements(): Promise<Schemas["Balance"]> {
  return told(api.GET("/api/auth/credits", {}));
}
