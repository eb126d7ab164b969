import { useEffect, useState } from 'preact/hooks';
import { t } from '../../messages';

export const CALL_STAGES = ['diarize', 'asr', 'analyse', 'accent', 'moments', 'index'] as const;

/** What is done in a stage, in words; null of one that this page doesn't know. */
export function stageName(stage: string): string | null {
  const known = CALL_STAGES.find((each) => each === stage);
  return known ? t(`calls.stage.${known}`) : null;
}

export interface AtWork {
  stage: string;
  /** 0…1, where it is told. */
  share: number | null;
}

const MOST_FOLLOWED = 2;
/** Over HTTP/1.1 a browser holds six connections to a service, and each of these is one. */

/** What is being done with the first of these tasks. */
export function useAtWork(taskIds: string[]): Map<string, AtWork> {
  const [found, setFound] = useState(new Map<string, AtWork>());
  const followed = taskIds.slice(0, MOST_FOLLOWED);
  useEffect(() => {
    const open = followed.map((id) => {
      const events = new EventSource(`/api/v1/tasks/${id}/events`);
      const tell = (at: AtWork) => setFound((before) => new Map(before).set(id, at));
      events.addEventListener('stage_started', (event: MessageEvent<string>) => {
        tell({ stage: (JSON.parse(event.data) as { stage: string }).stage, share: null });
      });
      events.addEventListener('stage_progress', (event: MessageEvent<string>) => {
        const { stage, n_done: n, n_pieces: of } = JSON.parse(event.data) as { stage: string; n_done: number; n_pieces: number };
        tell({ stage, share: of ? n / of : null });
      });
      events.addEventListener('task_finished', () => events.close());
      return events;
    });
    return () => open.forEach((events) => events.close());
  }, [followed.join()]);
  return found;
}
