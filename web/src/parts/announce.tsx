import { useEffect, useState } from 'preact/hooks';

let tell: (text: string) => void = () => {};

/** Says it to those who hear the page. Nothing is said while the microphone is open: it would be recorded. */
export function announce(text: string): void {
  tell(text);
}

/** The page's one polite live region. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    tell = (said) => {
      setText('');
      requestAnimationFrame(() => setText(said)); // the same again is said again
    };
  }, []);
  return (
    <div class="hidden" aria-live="polite" role="status">
      {text}
    </div>
  );
}
