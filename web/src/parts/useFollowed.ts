import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Follower } from '../api/follow';
import { isOver } from '../api/tasks';

interface Growing {
  status: string;
  stages: { name: string; status: string }[];
}

export interface Followed<T> {
  task: T | null;
  /** Stage → how far it came, by what was told last. */
  stages: Record<string, string>;
  /** Stage in pieces → how much of it is done, 0…1. */
  shares: Record<string, number>;
  problem: unknown;
  isOver: boolean;
  reload(): void;
}

/** A task, as it grows. `start` begins to tell of it, and returns what stops that. */
export function useFollowed<T extends Growing>(taskId: string, start: (follower: Follower<T>) => () => void): Followed<T> {
  const [task, setTask] = useState<T | null>(null);
  const [stages, setStages] = useState<Record<string, string>>({});
  const [shares, setShares] = useState<Record<string, number>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    setTask(null);
    setStages({});
    setShares({});
    setProblem(null);
    return start({
      onTask: (told) => {
        setProblem(null);
        setTask(told);
        setStages((before) => ({
          ...before,
          ...Object.fromEntries(told.stages.filter((s) => s.status !== 'pending').map((s) => [s.name, s.status])),
        }));
      },
      onStage: (stage, status) => setStages((before) => ({ ...before, [stage]: status })),
      onShare: (stage, share) => setShares((before) => ({ ...before, [stage]: share })),
      onProblem: setProblem,
    });
  }, [taskId, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { task, stages, shares, problem, isOver: task !== null && isOver(task), reload };
}
