import type { Reached } from './useReadAlong';

/** The text, with the words lit that were read. For eyes: who hears the page is told the text once, and nothing while they speak. */
export function ReadAlongText({ text, reached }: { text: string; reached: Reached }) {
  let index = 0;
  return (
    <p class="to-read" lang="en">
      <span class="hidden">{text}</span>
      <span aria-hidden="true">
        {text
          .trim()
          .split(/(\s+)/)
          .map((part) => (part.trim() ? <Word key={index} isRead={reached.has(index++)} text={part} /> : part))}
      </span>
    </p>
  );
}

function Word({ isRead, text }: { isRead: boolean; text: string }) {
  return <span class={isRead ? 'live-word read' : 'live-word'}>{text}</span>;
}
