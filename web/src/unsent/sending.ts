/** What waits is sent by itself as soon as the service can be reached; sent twice it is one recording, by its idempotency key. */
import { ApiProblem, Unreachable } from '../api/client';
import { submit } from '../api/tasks';
import { getSettings } from '../settings/store';
import { dropUnsent, keepUnsent, listUnsent, type Unsent } from './store';

export interface SentLater {
  taskId: string;
  idempotencyKey: string;
  /** ISO 8601. */
  recordedAt: string;
}

let sentLater: SentLater[] = [];
const watchers = new Set<(sent: SentLater) => void>();
let isSending = false;
let timer = 0;

/** What this page sent by itself, oldest first. */
export const getSentLater = (): SentLater[] => sentLater;

/** Called for each that was sent by itself. Returns what ends that. */
export function watchSending(watcher: (sent: SentLater) => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** The task of a recording, which waits no longer. Throws what `submit` throws. */
export async function sendUnsent(unsent: Unsent): Promise<string> {
  const taskId = await submit(unsent, getSettings());
  await dropUnsent(unsent.idempotencyKey);
  return taskId;
}

/** Those of who practises here, now and whenever the network is back; what is refused stays for them to send or delete. Returns what ends that. */
export function keepSending(): () => void {
  const send = () => void sendWaiting();
  addEventListener('online', send);
  send();
  return () => {
    removeEventListener('online', send);
    clearTimeout(timer);
  };
}

/** Keeps what could not be sent, and sends it later. Throws where the browser keeps nothing. */
export async function keepToSend(unsent: Unsent): Promise<void> {
  await keepUnsent(unsent);
  sendIn(UNREACHABLE_S);
}

async function sendWaiting(): Promise<void> {
  if (isSending || !navigator.onLine) return;
  isSending = true;
  clearTimeout(timer);
  try {
    const { speakerId } = getSettings();
    for (const unsent of await listUnsent(speakerId)) {
      if (unsent.speakerId !== speakerId) continue; // nobody knows whose: by hand
      const { idempotencyKey, recordedAt } = unsent;
      const sent = { taskId: await sendUnsent(unsent), idempotencyKey, recordedAt };
      sentLater = [...sentLater, sent];
      watchers.forEach((watcher) => watcher(sent));
    }
  } catch (refused) {
    const waitS = refused instanceof Unreachable ? UNREACHABLE_S : refused instanceof ApiProblem && refused.retryAfterS;
    if (waitS) sendIn(waitS);
  } finally {
    isSending = false;
  }
}

function sendIn(seconds: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void sendWaiting(), seconds * 1000);
}

const UNREACHABLE_S = 30;
/** Seconds until it is tried again while the browser is online and the service is not there. */
