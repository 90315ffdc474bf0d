/** Where commands wait: IndexedDB, so that a reload keeps them; plain memory where there is none. */

const NAME = "consult-outbox";
const STORE = "commands";

/** A shelf that forgets on reload. @returns {Shelf} */
export function memoryShelf() {
  /** @type {Map<string, Entry>} */
  const kept = new Map();
  return {
    all: async () => [...kept.values()],
    put: async (/** @type {Entry} */ entry) => { kept.set(entry.id, { ...entry }); },
    drop: async (/** @type {string} */ id) => { kept.delete(id); },
  };
}

/** @param {IDBRequest} request */
function answered(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** @param {IDBFactory} factory */
async function opened(factory) {
  const request = factory.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return answered(request);
}

/** The browser's shelf; one that cannot be opened or written to is as good as memory. */
export async function browserShelf(factory = globalThis.indexedDB) {
  const memory = memoryShelf();
  try {
    const db = await opened(factory);
    /** @param {IDBTransactionMode} mode */
    const store = (mode) => db.transaction(STORE, mode).objectStore(STORE);
    /** @template T @param {() => T} run @returns {Promise<Awaited<T> | undefined>} */
    const quietly = async (run) => { try { return await run(); } catch { return undefined; } };
    return {
      all: async () => (await quietly(() => answered(store("readonly").getAll()))) ?? memory.all(),
      put: async (/** @type {Entry} */ entry) => { await memory.put(entry); await quietly(() => answered(store("readwrite").put({ ...entry }))); },
      drop: async (/** @type {string} */ id) => { await memory.drop(id); await quietly(() => answered(store("readwrite").delete(id))); },
    };
  } catch {
    return memory;
  }
}
