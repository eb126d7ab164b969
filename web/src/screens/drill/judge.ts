import { followUntil } from '../../api/follow';
import { newKey } from '../../api/idempotency';
import { getTask, isOver, submit, type TaskResult } from '../../api/tasks';
import { getSettings } from '../../settings/store';

/** What a take of a drill needs: no voices, no coach. */
const STAGES = 'asr,align,phonemap,diff';

/** Judges a take of a word or sentence. Rejects with what stopped it. */
export async function judge(recording: Blob, text: string): Promise<TaskResult> {
  const taskId = await submit({ recording, text, idempotencyKey: newKey(), stages: STAGES }, getSettings());
  return followUntil(taskId, getTask, isOver);
}
