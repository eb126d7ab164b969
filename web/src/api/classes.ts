import { call, send, type Answer } from './client';

export type ShownClass = Answer<'ShownClass'>;
export type ClassDetail = Answer<'ClassDetail'>;
export type ClassMember = Answer<'ClassMember'>;
export type Membership = Answer<'ShownMembership'>;
export type Share = Membership['share'];
export type ClassAssignment = Answer<'ClassAssignment'>;
export type LearnersAssignment = Answer<'LearnersAssignment'>;
export type InboxItem = Answer<'InboxItem'>;
export type HeatMap = Answer<'HeatMap'>;
export type Remarks = Answer<'Remarks'>;
export type Note = Answer<'ShownNote'>;
export type Verdict = Answer<'ShownVerdict'>['verdict'];

export const SHARES: Share[] = ['assignments', 'from_joining', 'everything'];

const put = <T>(path: string, body: unknown) => call<T>(path, { method: 'PUT', body: JSON.stringify(body) });
const drop = <T = undefined>(path: string) => call<T>(path, { method: 'DELETE' });
const of = (speakerId: string) => `?speaker_id=${encodeURIComponent(speakerId)}`;

// a teacher's

export const listClasses = async () => (await call<Answer<'ClassList'>>('/classes')).items;
export const createClass = (name: string) => send<ShownClass>('/classes', { name });
export const getClass = (id: string) => call<ClassDetail>(`/classes/${id}`);
export const deleteClass = (id: string) => drop(`/classes/${id}`);
export const renewCode = (id: string) => call<ShownClass>(`/classes/${id}/code`, { method: 'POST' });
export const closeClass = (id: string) => drop<ShownClass>(`/classes/${id}/code`);
export const removeMember = (id: string, memberId: string) => drop(`/classes/${id}/members/${memberId}`);

export interface AssignmentDraft {
  title: string;
  texts: string[];
  due_at: string | null;
  attempts: number | null;
  habits: string[];
  lexicon: Record<string, string[]>;
}

const assignments = (id: string) => `/classes/${id}/assignments`;
export const listAssignments = async (id: string) => (await call<Answer<'ClassAssignmentList'>>(assignments(id))).items;
export const saveAssignment = (id: string, draft: AssignmentDraft, known?: string) =>
  known ? put<ClassAssignment>(`${assignments(id)}/${known}`, draft) : send<ClassAssignment>(assignments(id), draft);
export const deleteAssignment = (id: string, assignmentId: string) => drop(`${assignments(id)}/${assignmentId}`);
/** Words whose pronunciation would be guessed. */
export const checkWords = async (texts: string[], lexicon: Record<string, string[]>) =>
  (await send<Answer<'GuessedWords'>>('/words/check', { texts, lexicon })).out_of_vocabulary;

export const getInbox = (id: string, withDone: boolean) => call<Answer<'Inbox'>>(`/classes/${id}/inbox?done=${withDone}`);
export const markInbox = (id: string, taskId: string, done: boolean) => put(`/classes/${id}/inbox/${taskId}`, { done });
export const getLearner = (id: string, memberId: string) => call<Answer<'LearnerPage'>>(`/classes/${id}/members/${memberId}`);
export const getHabits = (id: string) => call<HeatMap>(`/classes/${id}/habits`);
/** Opened as a file by the browser. */
export const habitsFile = (id: string) => `/api/v1/classes/${id}/habits.csv`;

// a learner's

export const join = (speakerId: string, code: string, called: string, share: Share) =>
  send<Membership>('/memberships', { speaker_id: speakerId, code, called, share });
export const listMemberships = async (speakerId: string) =>
  (await call<Answer<'MembershipList'>>(`/memberships${of(speakerId)}`)).items;
export const setShare = (membershipId: string, share: Share) => put<Membership>(`/memberships/${membershipId}`, { share });
export const leave = (membershipId: string) => drop(`/memberships/${membershipId}`);
export const listToDo = async (speakerId: string) =>
  (await call<Answer<'LearnersAssignmentList'>>(`/assignments${of(speakerId)}`)).items;

// what is said of a recording

export const getRemarks = (taskId: string) => call<Remarks>(`/tasks/${taskId}/remarks`);
export const addNote = (taskId: string, text: string, wordIndex: number | null) =>
  send<Note>(`/tasks/${taskId}/notes`, { text, word_index: wordIndex });
export function addVoiceNote(taskId: string, sound: Blob, wordIndex: number | null): Promise<Note> {
  const form = new FormData();
  form.set('file', sound, 'note.wav');
  if (wordIndex !== null) form.set('word_index', `${wordIndex}`);
  return call(`/tasks/${taskId}/voice-notes`, { method: 'POST', body: form });
}
export const deleteNote = (taskId: string, noteId: string) => drop(`/tasks/${taskId}/notes/${noteId}`);
/** null: nothing is said of it any more. */
export const judgeIssue = (taskId: string, issueId: string, verdict: Verdict | null) =>
  verdict ? put(`/tasks/${taskId}/issues/${issueId}/verdict`, { verdict }) : drop(`/tasks/${taskId}/issues/${issueId}/verdict`);
