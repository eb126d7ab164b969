import { scriptsOf } from './scripts';

interface Props {
  text: string;
  /** What it is written in beside English, ISO 639, where that is known; letters tell it for Hindi. */
  language?: string | null | undefined;
}

/** A text of the coach, which quotes English in any language: each part says which it is, so that it is read out as such. */
export function Mixed({ text, language }: Props) {
  const runs = scriptsOf(text, language ?? undefined);
  if (runs.every((run) => run.language === 'en')) return <span lang="en">{text}</span>;
  return (
    <>
      {runs.map((run, i) => (
        <span key={i} lang={run.language}>
          {run.text}
        </span>
      ))}
    </>
  );
}
