/** Recordings that could not be sent: kept in this browser until they are, or are deleted. Nothing but the browser's own profile guards them. */

export interface Unsent {
  /** Of the recording; each try to send it carries the same. */
  idempotencyKey: string;
  recording: Blob;
  text: string;
  assignmentId?: string;
  /** Whose it is: a browser may be used by several. Missing in what an older page kept. */
  speakerId?: string;
  /** ISO 8601. */
  recordedAt: string;
}

const DATABASE = 'agentforge-voice';
const STORE = 'unsent';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'idempotencyKey' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const asked = work(database.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } finally {
    database.close();
  }
}

export const keepUnsent = (unsent: Unsent) => run('readwrite', (store) => store.put(unsent));
export const dropUnsent = (idempotencyKey: string) => run('readwrite', (store) => store.delete(idempotencyKey));
export const dropAllUnsent = () => run('readwrite', (store) => store.clear());

/** Those of a speaker, oldest first; none where the browser keeps nothing. */
export async function listUnsent(speakerId: string): Promise<Unsent[]> {
  try {
    const all = await run<Unsent[]>('readonly', (store) => store.getAll());
    const theirs = all.filter((each) => each.speakerId === undefined || each.speakerId === speakerId);
    return theirs.sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
  } catch {
    return [];
  }
}
