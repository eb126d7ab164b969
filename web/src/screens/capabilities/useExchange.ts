import { useState } from 'preact/hooks';
import { exchange, type ApiRequest, type Exchange } from '../../api/abilities';

export interface Asked<T> {
  shown: Exchange<T> | null;
  problem: unknown;
  isAsking: boolean;
  ask(request: ApiRequest): Promise<void>;
}

/** One request after another, each in place of the one before. */
export function useExchange<T>(): Asked<T> {
  const [shown, setShown] = useState<Exchange<T> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = async (request: ApiRequest) => {
    setAsking(true);
    setProblem(null);
    setShown(null);
    try {
      setShown(await exchange<T>(request));
    } catch (refused) {
      setProblem(refused);
    }
    setAsking(false);
  };
  return { shown, problem, isAsking, ask };
}
