import { ownAddress } from '../../api/client';
import { getTask, type TaskResult } from '../../api/tasks';

/** A signed address runs out: the task is asked for another then. */
export async function freshAddress(task: TaskResult, which: 'recording' | 'reference' | 'own_voice'): Promise<string> {
  const url = task.audio[which]!.url;
  const expires = Number(new URL(url, location.href).searchParams.get('expires'));
  if (!expires || expires * 1000 > Date.now()) return ownAddress(url);
  const renewed = (await getTask(task.task_id)).audio[which];
  return ownAddress(renewed?.url ?? url);
}
