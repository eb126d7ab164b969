import { getTask, isOver, type TaskResult } from './tasks';

export interface Follower {
  /** A stage began, or ended, or the task as a whole. */
  onTask(task: TaskResult): void;
  onStage(stage: string, status: string): void;
  onProblem(problem: unknown): void;
}

const POLL_MS = 3_000;
const LOST_AFTER = 3;
/** Errors in a row; then the task is asked for instead. */

/** Tells of a task until it is over. Returns what stops it. */
export function follow(taskId: string, follower: Follower): () => void {
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
      const task = await getTask(taskId);
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
