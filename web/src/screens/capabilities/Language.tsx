import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DetectedLanguage, Translation, WrittenText } from '../../api/abilities';
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

const OTHER = { en: 'hi', hi: 'en' } as const;

/** A text of a call in the other of the two languages that the page has, as far as the translator knows it. */
export function Translated({ needsKey }: { needsKey: boolean }) {
  const [target, setTarget] = useState<'en' | 'hi'>('hi');
  return (
    <>
      <label>
        {t('able.translate_into')}
        <select value={target} onChange={(e) => setTarget(e.currentTarget.value as 'en' | 'hi')}>
          <option value="hi" lang="hi">हिन्दी</option>
          <option value="en" lang="en">English</option>
        </select>
      </label>
      <OfText<Translation>
        path="/translate"
        what={t('able.translate_what')}
        example="Where is my order AB-4521?"
        needsKey={needsKey}
        asked={(text) => ({ texts: [text], source: OTHER[target], target })}
      >
        {({ translations: [told], target: into }) =>
          told?.translation ? <blockquote lang={into}>{told.translation}</blockquote> : <p>{t('able.translate_none')}</p>
        }
      </OfText>
    </>
  );
}

interface Props<T> {
  path: string;
  what: string;
  example: string;
  needsKey: boolean;
  /** What is sent of a text; left out, it alone. */
  asked?(text: string): object;
  children(answer: T): ComponentChildren;
}

function OfText<T>({ path, what, example, needsKey, asked = (text) => ({ text }), children }: Props<T>) {
  const { shown, problem, isAsking, ask } = useExchange<T>();
  const [text, setText] = useState(example);
  const go = (event: Event) => {
    event.preventDefault();
    void ask({ path, method: 'POST', json: asked(text) });
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
