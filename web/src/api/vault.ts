import { Shelf } from "./shelf";

/** The refresh token of this browser. */
export interface Kept {
  refreshToken: string;
  userId: string;
  /** Grows with every rotation, so that a tab sees that another one was first. */
  turn: number;
}

const KEY = "refresh";
const shelf = new Shelf("yunzhan", "session");

/** Where there is no IndexedDB the session lasts as long as the page. */
let inMemory: Kept | null = null;

export async function read(): Promise<Kept | null> {
  if (!(await shelf.isThere())) return inMemory;
  const ask = (store: IDBObjectStore) => store.get(KEY) as IDBRequest<Kept | undefined>;
  return (await shelf.act("readonly", ask)) ?? null;
}

export async function write(kept: Kept | null): Promise<void> {
  inMemory = kept;
  await shelf.act("readwrite", (store) =>
    kept ? store.put(kept, KEY) : (store.delete(KEY) as IDBRequest),
  );
}

/** Forget a refresh token, unless another tab has put a newer one in its place. */
export async function drop(refreshToken: string): Promise<void> {
  if (inMemory?.refreshToken === refreshToken) inMemory = null;
  await shelf.act("readwrite", (store) => {
    const asked = store.get(KEY) as IDBRequest<Kept | undefined>;
    asked.addEventListener("success", () => {
      if (asked.result?.refreshToken === refreshToken) store.delete(KEY);
    });
    return asked;
  });
}
