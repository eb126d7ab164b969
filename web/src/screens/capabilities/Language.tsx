import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DetectedLanguage, WrittenText } from '../../api/abilities';
import { percent, t } from '../../messages';
import { Problem } from '../../parts/Problem';
import { Go } from './Recorded';
import { Shown } from './Shown';
import { useExchange } from './useExchange';

/** Which language a text is in, and how surely. */
export function Detected({ needsKey }: { needsKey: boolean }) {
  return (
    <OfText<DetectedLanguage> path="/detect" what={t('able.detect_what')} example="mera order kab aayega" needsKey={needsKey}>
      {({ candidates }) => (
        <ul>
          {candidates.map((each) => (
            <li key={each.language}>
              <span lang="en">{each.language}</span>: {percent(each.probability)}
            </li>
          ))}
        </ul>
      )}
    </OfText>
  );
}

/** What a transcript looks like written down. */
export function Written({ needsKey }: { needsKey: boolean }) {
  return (
    <OfText<WrittenText>
      path="/normalise"
      what={t('able.write_what')}
      example="one of my friends paid twenty five rupees"
      needsKey={needsKey}
    >
      {({ written, language }) => <blockquote lang={language}>{written}</blockquote>}
    </OfText>
  );
}

interface Props<T> {
  path: string;
  what: string;
  example: string;
  needsKey: boolean;
  children(answer: T): ComponentChildren;
}

function OfText<T>({ path, what, example, needsKey, children }: Props<T>) {
  const { shown, problem, isAsking, ask } = useExchange<T>();
  const [text, setText] = useState(example);
  const go = (event: Event) => {
    event.preventDefault();
    void ask({ path, method: 'POST', json: { text } });
  };
  return (
    <>
      <p>{what}</p>
      <form onSubmit={go}>
        <label>
          {t('able.any_text')}
          <textarea lang="und" rows={2} required maxLength={5000} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        <Go isAsking={isAsking} />
      </form>
      {problem !== null && <Problem problem={problem} />}
      {shown && (
        <>
          {children(shown.answer)}
          <Shown exchange={shown} needsKey={needsKey} />
        </>
      )}
    </>
  );
}
