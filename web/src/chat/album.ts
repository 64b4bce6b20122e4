import { onLeaving } from "../api/session";
import { Shelf } from "../api/shelf";
import type { Turn } from "./turns";

/** The pictures that were sent in conversations: the server keeps words alone, this browser the
 * pictures, to show them again and to let the model see them again. */
interface Sheet {
  at: number;
  /** By the place of a question among the questions. */
  pictures: Record<number, { text: string; shown: readonly string[] }>;
}

const shelf = new Shelf("yunzhan-pictures", "pictures");
const MOST = 40; // conversations whose pictures are kept

/** Keep what a conversation shows. */
export async function keepPictures(id: string, turns: readonly Turn[]): Promise<void> {
  const own = turns.filter((each) => each.role === "user");
  const pictures: Sheet["pictures"] = {};
  own.forEach(({ text, pictures: shown }, place) => {
    if (shown.length) pictures[place] = { text, shown };
  });
  if (!Object.keys(pictures).length) return;
  const sheet: Sheet = { at: Date.now(), pictures };
  await attempt(() => shelf.act("readwrite", (store) => store.put(sheet, id)));
  await attempt(prune);
}

/** Put the pictures back where they were sent. */
export async function withPictures(id: string, turns: readonly Turn[]): Promise<readonly Turn[]> {
  const found = await attempt(() =>
    shelf.act<Sheet | undefined>("readonly", (store) => store.get(id)),
  );
  if (!found) return turns;
  let place = -1;
  return turns.map((each) => {
    if (each.role !== "user") return each;
    place += 1;
    const kept = found.pictures[place];
    const isSame = kept && kept.text.trim() === each.text.trim() && !each.pictures.length;
    return isSame ? { ...each, pictures: kept.shown } : each;
  });
}

export async function forgetPictures(id: string): Promise<void> {
  await attempt(() => shelf.act("readwrite", (store) => store.delete(id)));
}

async function prune(): Promise<void> {
  const ids = (await shelf.act("readonly", (store) => store.getAllKeys())) ?? [];
  if (ids.length <= MOST) return;
  const sheets = (await shelf.act<Sheet[]>("readonly", (store) => store.getAll())) ?? [];
  const oldest = ids.map((id, place) => ({ id, at: sheets[place]?.at ?? 0 }));
  oldest.sort((one, other) => one.at - other.at);
  for (const { id } of oldest.slice(0, ids.length - MOST)) await forgetPictures(String(id));
}

/** Storage may be full or broken: then pictures last as long as the page. */
async function attempt<Found>(of: () => Promise<Found>): Promise<Found | null> {
  try {
    return await of();
  } catch {
    return null;
  }
}

onLeaving(() => void attempt(() => shelf.act("readwrite", (store) => store.clear())));
