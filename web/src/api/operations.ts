import { call, send, type Answer } from './client';

export type Status = Answer<'InstallationStatus'>;
export type Retention = Answer<'ShownRetention'>;
export type Key = Answer<'ShownKey'>;
export type NewKey = Partial<Answer<'NewKey'>> & Pick<Answer<'NewKey'>, 'name' | 'role'>;
export type AuditEntry = Answer<'ShownAudit'>;

export const getStatus = () => call<Status>('/status');
export const getModels = () => call<Answer<'KnownModelList'>>('/models');
export const getEndingConsents = () => call<Answer<'EndingConsentList'>>('/consents');

const ofTenant = (tenant: string) => `/tenants/${encodeURIComponent(tenant)}/retention`;
export const getRetention = (tenant: string) => call<Retention>(ofTenant(tenant));
export const getDue = (tenant: string) => call<Answer<'DueForPurge'>>(`${ofTenant(tenant)}/due`);
export const setRetention = (tenant: string, days: Partial<Record<string, number>>) =>
  call<Retention>(ofTenant(tenant), { method: 'PUT', body: JSON.stringify(days) });

export const listKeys = () => call<Answer<'KeyList'>>('/keys');
export const createKey = (key: NewKey) => send<Answer<'MadeKey'>>('/keys', key);
export const revokeKey = (id: string) => call<Key>(`/keys/${id}`, { method: 'DELETE' });

export const findRequest = (requestId: string) =>
  call<Answer<'AuditPage'>>(`/audit?request_id=${encodeURIComponent(requestId)}`);
