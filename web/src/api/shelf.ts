/** A store of this browser in IndexedDB: its transactions are seen by all tabs at once. */
export class Shelf {
  private opened: Promise<IDBDatabase | null> | undefined;

  /** One database each: no newer store has to wait until every tab has closed an older one. */
  constructor(
    private readonly database: string,
    private readonly store: string,
  ) {}

  /** Not where there is no IndexedDB, or it is refused. */
  async isThere(): Promise<boolean> {
    return Boolean(await this.open());
  }

  /** One act that ends when it is done for every tab; null where there is no store. */
  async act<Found>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Found>,
  ): Promise<Found | null> {
    const database = await this.open();
    if (!database) return null;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(this.store, mode);
      const asked = ask(transaction.objectStore(this.store));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? asked.error);
    });
  }

  private open(): Promise<IDBDatabase | null> {
    return (this.opened ??= new Promise((resolve) => {
      try {
        const asked = indexedDB.open(this.database, 1);
        asked.onupgradeneeded = () => void asked.result.createObjectStore(this.store);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = asked.onblocked = () => resolve(null);
      } catch {
        resolve(null);
      }
    }));
  }
}
