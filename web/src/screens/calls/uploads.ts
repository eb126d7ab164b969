/** Calls on their way to the service, two at a time: they go on while another screen is looked at, and end with the page. */
import type { AboutCalls, CallToSend } from '../../api/calls';
import { newKey } from '../../api/idempotency.ts';

export type UploadState =
  | { kind: 'queued' }
  | { kind: 'sending'; share: number }
  | { kind: 'sent'; taskId: string }
  | { kind: 'failed'; problem: unknown };

export interface Upload {
  id: string;
  name: string;
  state: UploadState;
}

type Send = (call: CallToSend, onShare: (share: number) => void, signal: AbortSignal) => Promise<string>;

const MOST_AT_ONCE = 2;

interface Kept {
  call: CallToSend;
  state: UploadState;
  going: AbortController | null;
}

export class Uploads {
  private readonly send: Send;
  private kept: Kept[] = [];
  private readonly watchers = new Set<() => void>();

  constructor(send: Send) {
    this.send = send;
  }

  all(): Upload[] {
    return this.kept.map(({ call, state }) => ({ id: call.idempotencyKey, name: call.file.name, state }));
  }

  add(files: Iterable<File>, about: AboutCalls): void {
    for (const file of files) this.kept.push({ call: { file, about, idempotencyKey: newKey() }, state: { kind: 'queued' }, going: null });
    this.tell();
  }

  /** With the key that it had. */
  again(id: string): void {
    this.change(id, { kind: 'queued' });
  }

  /** Stops it where it is on its way; what has arrived stays. */
  drop(id: string): void {
    const gone = this.kept.find((each) => each.call.idempotencyKey === id);
    this.kept = this.kept.filter((each) => each !== gone);
    gone?.going?.abort();
    this.tell();
  }

  isSending(): boolean {
    return this.kept.some(({ state }) => state.kind === 'queued' || state.kind === 'sending');
  }

  /** Called at each change. Returns what ends that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  private change(id: string, state: UploadState): void {
    const found = this.kept.find((each) => each.call.idempotencyKey === id);
    if (found) found.state = state; // it may have been left out meanwhile
    this.tell();
  }

  private tell(): void {
    while (this.kept.filter(({ going }) => going !== null).length < MOST_AT_ONCE) {
      const next = this.kept.find(({ state }) => state.kind === 'queued');
      if (!next) break;
      void this.sendOne(next);
    }
    this.watchers.forEach((watcher) => watcher());
  }

  private async sendOne(each: Kept): Promise<void> {
    each.state = { kind: 'sending', share: 0 };
    each.going = new AbortController();
    const id = each.call.idempotencyKey;
    let end: UploadState;
    try {
      const taskId = await this.send(each.call, (share) => this.change(id, { kind: 'sending', share }), each.going.signal);
      end = { kind: 'sent', taskId };
    } catch (problem) {
      end = { kind: 'failed', problem };
    }
    each.going = null;
    this.change(id, end);
  }
}
