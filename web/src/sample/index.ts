import type { TaskResult } from '../api/tasks';
import ownVoiceUrl from './own_voice.wav?url';
import recordingUrl from './recording.wav?url';
import referenceUrl from './reference.wav?url';

const stored = import('./result.json');

/** A stored result, to look at before any microphone is allowed: a computer voice with slips put in, judged by this product. */
export async function loadSample(): Promise<TaskResult> {
  const sample = (await stored).default as unknown as TaskResult;
  const { reference, own_voice: ownVoice } = sample.audio;
  return {
    ...sample,
    audio: {
      recording: { url: recordingUrl },
      reference: reference && { ...reference, url: referenceUrl },
      own_voice: ownVoice && { ...ownVoice, url: ownVoiceUrl },
    },
  };
}
