/** The refresh token of this browser, in IndexedDB: its transactions are seen by all tabs at once. */
export interface Kept {
  refreshToken: string;
  userId: string;
  /** Grows with every rotation, so that a tab sees that another one was first. */
  turn: number;
}

const DATABASE = "yunzhan";
const STORE = "session";
const KEY = "refresh";

/** Where there is no IndexedDB the session lasts as long as the page. */
let inMemory: Kept | null = null;
let opened: Promise<IDBDatabase | null> | undefined;

export async function read(): Promise<Kept | null> {
  const database = await open();
  if (!database) return inMemory;
  const found = (await run(database, "readonly", (store) => store.get(KEY))) as Kept | undefined;
  return found ?? null;
}

export async function write(kept: Kept | null): Promise<void> {
  inMemory = kept;
  const database = await open();
  if (!database) return;
  await run(database, "readwrite", (store) => (kept ? store.put(kept, KEY) : store.delete(KEY)));
}

/** Forget a refresh token, unless another tab has put a newer one in its place. */
export async function drop(refreshToken: string): Promise<void> {
  if (inMemory?.refreshToken === refreshToken) inMemory = null;
  const database = await open();
  if (!database) return;
  await run(database, "readwrite", (store) => {
    const asked = store.get(KEY) as IDBRequest<Kept | undefined>;
    asked.addEventListener("success", () => {
      if (asked.result?.refreshToken === refreshToken) store.delete(KEY);
    });
    return asked;
  });
}

function open(): Promise<IDBDatabase | null> {
  return (opened ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open(DATABASE, 1);
      asked.onupgradeneeded = () => void asked.result.createObjectStore(STORE);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  }));
}

function run(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? asked.error);
  });
}
