export type { Answer } from './answers.js';
export {
  Client,
  SubmittedTask,
  type ClientSettings,
  type Following,
  type TranslationOptions,
  type TurnFilters,
  type WritingOptions,
} from './client.js';
export { ApiProblem, TaskFailed, TookTooLong, Unreachable, VoiceError } from './errors.js';
export type { TaskEvent } from './events.js';
export type { Audio, RecordingOptions } from './recording.js';
export type { components } from './schema.js';
