import { useLayoutEffect, useState } from 'preact/hooks';

/** Addresses of screens, behind the `#`: the service has to know none of them. */
export type Route =
  | { screen: 'practise'; text?: string; assignmentId?: string }
  | { screen: 'result'; taskId: string; word?: number }
  | { screen: 'sample'; word?: number }
  | { screen: 'drill'; taskId: string; rank: number }
  | { screen: 'melody'; taskId: string }
  | { screen: 'history' }
  | { screen: 'progress' }
  | { screen: 'more' }
  | { screen: 'voice' }
  | { screen: 'privacy' }
  | { screen: 'settings' }
  | { screen: 'capabilities' }
  | { screen: 'operations' }
  | { screen: 'classes' }
  | { screen: 'calls' }
  | { screen: 'call'; callId: string; turn?: number }
  | { screen: 'callHabits'; agent: string }
  | { screen: 'shared'; token: string }
  | { screen: 'teach'; classId: string; part: TeachPart; memberId: string };

export type TeachPart = 'members' | 'inbox' | 'assignments' | 'habits';
const TEACH_PARTS: TeachPart[] = ['members', 'inbox', 'assignments', 'habits'];

const PLAIN = [
  'history', 'progress', 'more', 'voice', 'privacy', 'settings', 'capabilities', 'operations', 'classes',
] as const;

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?');
  const [screen, id = '', part, number] = path.split('/').map(decodeURIComponent);
  const plain = PLAIN.find((each) => each === screen);
  if (plain) return { screen: plain };
  if (screen === 'teach') {
    const shown = TEACH_PARTS.find((each) => each === part) ?? 'members';
    return { screen, classId: id, part: shown, memberId: part === 'member' ? (number ?? '') : '' };
  }
  if (screen === 'calls' && id === 'agents' && part) return { screen: 'callHabits', agent: part };
  if (screen === 'calls' && id) return { screen: 'call', callId: id, ...(part === 'turn' && /^\d+$/.test(number ?? '') ? { turn: Number(number) } : {}) };
  if (screen === 'calls') return { screen };
  if (screen === 'shared') return { screen, token: id };
  if (screen === 'sample') return { screen, ...wordOf(id, part) };
  if (screen === 'task' && id && part === 'drill') return { screen: 'drill', taskId: id, rank: Number(number) || 1 };
  if (screen === 'task' && id && part === 'melody') return { screen: 'melody', taskId: id };
  if (screen === 'task' && id) return { screen: 'result', taskId: id, ...wordOf(part, number) };
  const asked = new URLSearchParams(query);
  const [text, assignmentId] = [asked.get('text'), asked.get('assignment')];
  return { screen: 'practise', ...(text ? { text } : {}), ...(text && assignmentId ? { assignmentId } : {}) };
}

function wordOf(part: string | undefined, number: string | undefined): { word?: number } {
  return part === 'word' && /^\d+$/.test(number ?? '') ? { word: Number(number) } : {};
}

export const to = {
  practise: (text = '') => (text ? `#/?text=${encodeURIComponent(text)}` : '#/'),
  /** The text of a recording again, for the assignment that it was for. */
  again: ({ reference_text: text, assignment_id: set }: { reference_text: string | null; assignment_id: string | null }) =>
    to.practise(text ?? '') + (text && set ? `&assignment=${set}` : ''),
  task: (id: string) => (id === SAMPLE_ID ? '#/sample' : `#/task/${id}`),
  word: (id: string, index: number) => `${to.task(id)}/word/${index}`,
  drill: (id: string, rank: number) => `#/task/${id}/drill/${rank}`,
  teach: (classId = '', part: TeachPart | '' = '') => ['#/teach', classId, part].filter(Boolean).join('/'),
  learner: (classId: string, memberId: string) => `#/teach/${classId}/member/${memberId}`,
  calls: () => '#/calls',
  /** With a turn: that is where one looks. */
  call: (id: string, turn?: number) => `#/calls/${id}${turn === undefined ? '' : `/turn/${turn}`}`,
  callHabits: (agent: string) => `#/calls/agents/${encodeURIComponent(agent)}`,
  melody: (id: string) => `#/task/${id}/melody`,
};

/** Stands for the sample that ships with the page; no task of the service. */
export const SAMPLE_ID = 'sample';

export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useLayoutEffect(() => {
    const listener = () => setRoute(readRoute(location.hash));
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, []);
  return route;
}
