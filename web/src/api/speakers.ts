import { coachLanguage, type Language } from '../settings/languages';
import { ApiProblem, call, callForFile, type Answer } from './client';

export type Consent = Answer<'SpeakerConsent'>;
export type Progress = Answer<'SpeakerProgress'>;

const of = (speakerId: string) => `/speakers/${encodeURIComponent(speakerId)}`;

/** null where there is none yet. */
async function orNone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}

export const getConsent = (speakerId: string) => orNone(call<Consent>(`${of(speakerId)}/consent`));
export const getProgress = (speakerId: string) => orNone(call<Progress>(`${of(speakerId)}/progress?limit=50`));
export type Wording = Answer<'ConsentWording'>;
/** For a page in that language. */
export const getWording = (page: Language, scope: 'voice_cloning' | 'training' = 'voice_cloning') =>
  call<Wording>(`/consent/wording?language=${coachLanguage(page)}&scope=${scope}`);

export function giveConsent(speakerId: string, samples: Blob[]): Promise<Consent> {
  const form = new FormData();
  form.set('consent_voice_cloning', 'true');
  samples.forEach((sample, i) => form.append('voice_samples[]', sample, `sample-${i}.wav`));
  return call(`${of(speakerId)}/consent`, { method: 'POST', body: form });
}

export const revokeConsent = (speakerId: string) =>
  call<Answer<'SpeakerConsentRevoked'>>(`${of(speakerId)}/consent`, { method: 'DELETE' });

export type TrainingConsent = Answer<'ShownTrainingConsent'>;
const training = (speakerId: string) => `${of(speakerId)}/training-consent`;
export const getTrainingConsent = (speakerId: string) => orNone(call<TrainingConsent>(training(speakerId)));
export const giveTrainingConsent = (speakerId: string, shown: Wording) =>
  call<TrainingConsent>(training(speakerId), { method: 'PUT', body: JSON.stringify({ agrees: true, wording_version: shown.version }) });
export const revokeTrainingConsent = (speakerId: string) => call(training(speakerId), { method: 'DELETE' });

export type KeptSample = Answer<'KeptSample'>;
export const listSamples = async (speakerId: string) =>
  (await call<Answer<'KeptSamples'>>(`${of(speakerId)}/consent/samples`)).items;
export const deleteSample = (speakerId: string, sampleId: number) =>
  call(`${of(speakerId)}/consent/samples/${sampleId}`, { method: 'DELETE' });

/** All that is kept of them, as a zip; null where nothing is. */
export const exportSpeaker = (speakerId: string) => orNone(callForFile(`${of(speakerId)}/export`));

/** null where nothing was known of them. */
export const eraseSpeaker = (speakerId: string) =>
  orNone(call<Answer<'SpeakerErased'>>(of(speakerId), { method: 'DELETE' }));
