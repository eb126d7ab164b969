import { scriptsOf } from './scripts';

/** A text of the coach, which quotes English in any language: each part says which it is, so that it is read out as such. */
export function Mixed({ text }: { text: string }) {
  const runs = scriptsOf(text);
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
