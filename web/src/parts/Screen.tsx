import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../messages';

interface Props {
  title: string;
  /** The title again, where a part of it says another language. */
  heading?: ComponentChildren;
  /** For styles and tests; not shown. */
  name: string;
  children: ComponentChildren;
}

/** Keeps the room of a line that is on its way, so that nothing moves when it comes. */
export const EMPTY_LINE = '\u00a0';

let isFirst = true;

/** A screen with its heading, which takes the focus when the screen comes. */
export function Screen({ title, heading, name, children }: Props) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  // Not after it is painted: who has gone on to a field by then would lose it.
  useLayoutEffect(() => {
    if (isFirst) isFirst = false; // the page's own start leaves the focus where it is
    else place.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [name]);
  return (
    <article class={`screen ${name}`}>
      <h1 ref={place} tabIndex={-1}>
        {heading ?? title}
      </h1>
      {children}
    </article>
  );
}
