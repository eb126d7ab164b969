import { useCallback, useEffect, useState } from 'preact/hooks';
import { follow } from '../../api/follow';
import { isOver, type TaskResult } from '../../api/tasks';
import { SAMPLE_ID } from '../../routes';

export interface FollowedTask {
  task: TaskResult | null;
  /** Stage → how far it came, by what was told last. */
  stages: Record<string, string>;
  problem: unknown;
  isOver: boolean;
  reload(): void;
}

/** A task, as it grows. */
export function useTask(taskId: string): FollowedTask {
  const [task, setTask] = useState<TaskResult | null>(null);
  const [stages, setStages] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    setTask(null);
    setStages({});
    setProblem(null);
    if (taskId === SAMPLE_ID) {
      let isShown = true;
      void import('../../sample').then(async ({ loadSample }) => {
        const sample = await loadSample();
        if (isShown) setTask(sample);
      });
      return () => void (isShown = false);
    }
    return follow(taskId, {
      onTask: (told) => {
        setProblem(null);
        setTask(told);
        setStages((before) => ({
          ...before,
          ...Object.fromEntries(told.stages.filter((s) => s.status !== 'pending').map((s) => [s.name, s.status])),
        }));
      },
      onStage: (stage, status) => setStages((before) => ({ ...before, [stage]: status })),
      onProblem: setProblem,
    });
  }, [taskId, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { task, stages, problem, isOver: task !== null && isOver(task), reload };
}
