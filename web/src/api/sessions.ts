import { ApiProblem, call, send, setCsrfToken, type Answer } from './client';

export type SignedIn = Answer<'SignedIn'>;

/** Who this browser is; null where a key has to be shown first. */
export async function currentSession(): Promise<SignedIn | null> {
  try {
    return held(await call<SignedIn>('/sessions/current'));
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return null;
    throw problem;
  }
}

export const signIn = async (key: string) => held(await send<SignedIn>('/sessions', { key }));

const leaving = new Set<() => void>();

/** What the page holds of who was here is let go of then. */
export const onLeaving = (listener: () => void): void => void leaving.add(listener);

export async function signOut(): Promise<void> {
  leaving.forEach((listener) => listener());
  await call('/sessions/current', { method: 'DELETE' });
  setCsrfToken(null);
}

let here: SignedIn | null = null;

/** Of who was last known to be here: which screens they are shown. What they may do the service says. */
export const currentRole = () => here?.role ?? null;

/** Whether they may agree for the learner, and show others the results: no teacher may, nor who runs it by a key. Without keys it is the speaker's own machine. */
export function speaksForLearner(): boolean {
  const speaks = here?.role === 'learner' || here?.role === 'service';
  return speaks || (here?.role === 'operator' && here.csrf_token === null);
}

function held(session: SignedIn): SignedIn {
  here = session;
  setCsrfToken(session.csrf_token);
  return session;
}
