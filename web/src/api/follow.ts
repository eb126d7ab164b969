import { isOver } from './tasks';

export interface Follower<T> {
  /** A stage began, or ended, or the task as a whole. */
  onTask(task: T): void;
  onStage(stage: string, status: string): void;
  /** How far a stage in pieces is, 0…1. */
  onShare?(stage: string, share: number): void;
  onProblem(problem: unknown): void;
}

const POLL_MS = 3_000;
const LOST_AFTER = 3;
/** Errors in a row; then the task is asked for instead. */

/** Tells of a task until it is over; `get` asks for what is known of it. Returns what stops it. */
export function follow<T extends { status: string }>(taskId: string, follower: Follower<T>, get: (id: string) => Promise<T>): () => void {
  let isStopped = false;
  let failures = 0;
  let timer = 0;
  const events = new EventSource(`/api/v1/tasks/${taskId}/events`);

  const stop = () => {
    isStopped = true;
    events.close();
    clearTimeout(timer);
  };

  const refresh = async (): Promise<boolean> => {
    try {
      const task = await get(taskId);
      if (isStopped) return true;
      follower.onTask(task);
      return isOver(task);
    } catch (problem) {
      if (!isStopped) follower.onProblem(problem);
      return false;
    }
  };

  const poll = async () => {
    if (await refresh()) stop();
    else if (!isStopped) timer = window.setTimeout(poll, POLL_MS);
  };

  const staged = (status: string) => (event: MessageEvent<string>) => {
    failures = 0;
    const told = JSON.parse(event.data) as { stage: string; status?: string };
    follower.onStage(told.stage, told.status ?? status);
  };

  events.addEventListener('stage_started', staged('running'));
  events.addEventListener('stage_finished', staged('succeeded'));
  events.addEventListener('stage_progress', (event: MessageEvent<string>) => {
    const { stage, n_done: n, n_pieces: of } = JSON.parse(event.data) as { stage: string; n_done: number; n_pieces: number };
    follower.onShare?.(stage, of ? n / of : 0);
  });
  events.addEventListener('partial_result', () => void refresh());
  events.addEventListener('task_finished', () => void poll());
  events.onerror = () => {
    failures += 1;
    if (isStopped || failures < LOST_AFTER) return;
    events.close();
    void poll();
  };
  void refresh();
  return stop;
}

/** The task as soon as it is so, or over. Rejects with what stopped it. */
export function followUntil<T extends { status: string }>(taskId: string, get: (id: string) => Promise<T>, isSo: (task: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = follow(
      taskId,
      {
        onTask: (task) => {
          if (!isSo(task) && !isOver(task)) return;
          stop();
          resolve(task);
        },
        onStage: () => {},
        onProblem: (problem) => {
          stop();
          reject(problem);
        },
      },
      get,
    );
  });
}
