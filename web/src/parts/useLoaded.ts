import { useEffect, useState } from 'preact/hooks';

export interface Loaded<T> {
  /** null until it is there. */
  value: T | null;
  problem: unknown;
  reload(): void;
}

/** What a part of a screen shows, asked for when it comes. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const reload = () => {
    setProblem(null);
    load().then(setValue, setProblem);
  };
  useEffect(reload, []);
  return { value, problem, reload };
}
