import type { Answer } from './answers.js';
import type { Caller } from './calls.js';
import { blobOf, nameOf, type Audio } from './recording.js';

/** What is asked of a speaker, by your own name for them. TypeError for what can't be one. */
export class Speakers {
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  /** They agree, for all their tasks, that a reference in their own voice is made; show them `consentWording()` before. */
  async giveConsent(
    speakerId: string,
    samples: Audio[] = [],
    terms: { expiresInDays?: number } = {},
  ): Promise<Answer<'SpeakerConsent'>> {
    const form = new FormData();
    form.append('consent_voice_cloning', 'true');
    if (terms.expiresInDays !== undefined) form.append('expires_in_days', String(terms.expiresInDays));
    for (const sample of samples) form.append('voice_samples', blobOf(sample), nameOf(sample));
    const call = { method: 'POST', body: form, repeatable: false };
    return this.caller.json(ofSpeaker(speakerId, '/consent'), call);
  }

  /** What they agreed to last, and whether it `holds`. */
  async consent(speakerId: string): Promise<Answer<'SpeakerConsent'>> {
    return this.caller.json(ofSpeaker(speakerId, '/consent'));
  }

  /** Taken back: samples, what was measured of them, and every conversion are erased. */
  async revokeConsent(speakerId: string): Promise<Answer<'SpeakerConsentRevoked'>> {
    return this.caller.json(ofSpeaker(speakerId, '/consent'), { method: 'DELETE' });
  }

  /** How often each sound was on target in each recording, oldest first; `limit`: the newest so many. */
  async progress(speakerId: string, limit = 50): Promise<Answer<'SpeakerProgress'>> {
    return this.caller.json(ofSpeaker(speakerId, '/progress'), { query: { limit } });
  }

  /** All that is kept of them, as a zip. */
  async export(speakerId: string): Promise<Uint8Array> {
    return this.caller.bytes(ofSpeaker(speakerId, '/export'));
  }

  /** All that is known of them: tasks with audio and results, consents, voice samples, progress. */
  async erase(speakerId: string): Promise<Answer<'SpeakerErased'>> {
    return this.caller.json(ofSpeaker(speakerId), { method: 'DELETE' });
  }
}

/** An empty name, or one of dots, would be another address. */
function ofSpeaker(speakerId: string, rest = ''): string {
  if (!/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/.test(speakerId)) {
    throw new TypeError(`a speaker is named by 1-64 of A-Z a-z 0-9 . _ -, not by “${speakerId}”`);
  }
  return `/speakers/${speakerId}${rest}`;
}
