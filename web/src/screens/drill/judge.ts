import { follow } from '../../api/follow';
import { isOver, submit, type TaskResult } from '../../api/tasks';
import { getSettings } from '../../settings/store';

/** What a take of a drill needs: no voices, no coach. */
const STAGES = 'asr,align,phonemap,diff';

/** Judges a take of a word or sentence. Rejects with what stopped it. */
export async function judge(recording: Blob, text: string): Promise<TaskResult> {
  const idempotencyKey = [...crypto.getRandomValues(new Uint8Array(16))].join('-');
  const taskId = await submit({ recording, text, idempotencyKey, stages: STAGES }, getSettings());
  return new Promise((resolve, reject) => {
    const stop = follow(taskId, {
      onTask: (task) => {
        if (!isOver(task)) return;
        stop();
        resolve(task);
      },
      onStage: () => {},
      onProblem: (problem) => {
        stop();
        reject(problem);
      },
    });
  });
}
