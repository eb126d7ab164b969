import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { listCalls, type CallFilter, type CallSummary } from '../../api/calls';
import { isOver } from '../../api/tasks';

const POLL_MS = 3_000;
const USUAL = 20;
const MOST = 100;
/** Asked for at once. */

export interface Calls {
  /** Newest first; null until they are there. */
  calls: CallSummary[] | null;
  problem: unknown;
  /** null where there are no older ones. */
  more: (() => void) | null;
  again(): void;
}

export const ALL_CALLS: CallFilter = { agent: '', status: '' };

/** Calls as they come and go on: asked for again while one of them, or of those awaited, is not over. */
export function useCalls({ agent, status }: CallFilter, awaited: string[] = []): Calls {
  const [calls, setCalls] = useState<CallSummary[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const nShown = useRef(0);
  nShown.current = Math.max(calls?.length ?? 0, awaited.length);
  const again = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    setCalls(null);
    setCursor(null);
  }, [agent, status]);

  useEffect(() => {
    let isWanted = true;
    setProblem(null);
    listCalls({ agent, status }, '', Math.min(MOST, Math.max(USUAL, nShown.current))).then(
      (page) => {
        if (!isWanted) return;
        setCalls((before) => [...page.items, ...(before ?? []).filter((old) => isOlder(old, page.items))]);
        setCursor((before) => (nShown.current > MOST ? before : page.next_cursor));
      },
      (refused: unknown) => isWanted && setProblem(refused),
    );
    return () => void (isWanted = false);
  }, [agent, status, round]);

  const isGoing = (calls ?? []).some((each) => !isOver(each)) || awaited.some((id) => !isKnownOver(id, calls ?? []));
  useEffect(() => {
    if (!isGoing || problem !== null) return;
    const timer = setTimeout(again, POLL_MS);
    return () => clearTimeout(timer);
  }, [calls, isGoing, problem]);

  const more = async () => {
    try {
      const page = await listCalls({ agent, status }, cursor!);
      const known = new Set((calls ?? []).map((each) => each.task_id)); // a newer one moves those behind it on
      setCalls((before) => [...(before ?? []), ...page.items.filter((each) => !known.has(each.task_id))]);
      setCursor(page.next_cursor);
    } catch (refused) {
      setProblem(refused);
    }
  };
  return { calls, problem, more: cursor === null ? null : () => void more(), again };
}

/** Not among the newest, but shown since somebody asked for older ones. */
function isOlder(call: CallSummary, newest: CallSummary[]): boolean {
  const last = newest.at(-1);
  return last !== undefined && call.created_at < last.created_at;
}

function isKnownOver(id: string, calls: CallSummary[]): boolean {
  const known = calls.find((each) => each.task_id === id);
  return known !== undefined && isOver(known);
}
