import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../messages';
import { Problem } from './Problem';

export type LaterScreen<P> = ComponentType<P> & {
  /** Begins to load it, for who knows that it will be gone to. */
  preload(): void;
};

/** A screen that is loaded when it is first gone to. */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): LaterScreen<P> {
  let known: ComponentType<P> | null = null;
  function Later(props: P) {
    const [screen, setScreen] = useState<{ kind: ComponentType<P> } | null>(known && { kind: known });
    const [problem, setProblem] = useState<unknown>(null);
    useEffect(() => {
      if (screen) return;
      load().then(({ default: kind }) => {
        known = kind;
        setScreen({ kind });
      }, setProblem);
    }, []);
    if (problem !== null) return <Problem problem={problem} onAgain={() => location.reload()} />;
    if (!screen) return <p aria-busy="true">{t('app.loading')}</p>;
    const Kind = screen.kind as ComponentType<object>;
    return <Kind {...props} />;
  }
  return Object.assign(Later, { preload: () => void load().catch(() => {}) }); // told when it is gone to
}
