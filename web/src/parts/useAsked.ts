import { useEffect, useState } from 'preact/hooks';

export interface Asked<T> {
  /** null until it is there. */
  found: T | null;
  problem: unknown;
  again(): void;
}

/** What a screen asks the service for when it comes, and again when what it depends on changes. */
export function useAsked<T>(ask: () => Promise<T>, on: readonly unknown[]): Asked<T> {
  const [found, setFound] = useState<T | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setProblem(null);
    ask().then(
      (answer) => isWanted && setFound(answer),
      (refused: unknown) => isWanted && setProblem(refused),
    );
    return () => void (isWanted = false);
  }, [...on, turn]);
  return { found, problem, again: () => setTurn((before) => before + 1) };
}
