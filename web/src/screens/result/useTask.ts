import { follow } from '../../api/follow';
import { getTask, type TaskResult } from '../../api/tasks';
import { useFollowed, type Followed } from '../../parts/useFollowed';
import { SAMPLE_ID } from '../../routes';

/** A task, as it grows; the sample is whole at once. */
export function useTask(taskId: string): Followed<TaskResult> {
  return useFollowed<TaskResult>(taskId, (follower) => {
    if (taskId !== SAMPLE_ID) return follow(taskId, follower, getTask);
    let isShown = true;
    void import('../../sample').then(async ({ loadSample }) => {
      const sample = await loadSample();
      if (isShown) follower.onTask(sample);
    });
    return () => void (isShown = false);
  });
}
