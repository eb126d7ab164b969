import { call, type Answer } from './client';

export type PrivacyFacts = Answer<'PrivacyFacts'>;

export const getPrivacy = () => call<PrivacyFacts>('/privacy');
