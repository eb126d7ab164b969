import type { Reached } from './useReadAlong';

interface Props {
  text: string;
  reached: Reached;
  unclear: Reached;
}

/** The text, with the words lit that were read, and those underlined that were not clear. For eyes: who hears the page is told the
    text once, and nothing while they speak; afterwards a line beside it names the words. */
export function ReadAlongText({ text, reached, unclear }: Props) {
  let index = 0;
  return (
    <p class="to-read" lang="en">
      <span class="hidden">{text}</span>
      <span aria-hidden="true">
        {text
          .trim()
          .split(/(\s+)/)
          .map((part) => (part.trim() ? <Word key={index} isRead={reached.has(index)} isUnclear={unclear.has(index++)} text={part} /> : part))}
      </span>
    </p>
  );
}

function Word({ isRead, isUnclear, text }: { isRead: boolean; isUnclear: boolean; text: string }) {
  const name = isRead ? 'live-word read' : 'live-word';
  return <span class={isRead && isUnclear ? `${name} unclear` : name}>{text}</span>;
}
