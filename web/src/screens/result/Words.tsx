import { useRef } from 'preact/hooks';
import type { JudgedWord, TaskResult } from '../../api/tasks';
import { to } from '../../routes';
import { piecesOf } from './letters';
import { laidOut, SIGNS, slipsOf, stateOf } from './marks';
import { wordLabel, type SoundNames } from './labels';

interface Props {
  task: TaskResult;
  taskId: string;
  names: SoundNames;
  /** Indices of the words of one habit; null: no habit is chosen. */
  chosen: Set<number> | null;
  label: string;
}

/** The text, each word a button: Tab comes to one of them, arrows go on from there. */
export function Words({ task, taskId, names, chosen, label }: Props) {
  const row = useRef<HTMLParagraphElement>(null);
  const text = task.reference_text ?? task.transcript?.text ?? '';
  const { placed, after } = laidOut(text, task.words);
  const first = Math.max(0, placed.findIndex(({ word }) => stateOf(word) === 'error'));
  const move = (event: KeyboardEvent) => {
    const buttons = [...(row.current?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLAnchorElement);
    const isLeftward = getComputedStyle(row.current!).direction === 'rtl';
    const step = { ArrowRight: isLeftward ? -1 : 1, ArrowLeft: isLeftward ? 1 : -1 }[event.key];
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : step ? at + step : -1;
    const target = buttons[next];
    if (at < 0 || !target) return;
    event.preventDefault();
    buttons.forEach((button) => (button.tabIndex = button === target ? 0 : -1));
    target.focus();
  };
  return (
    <p class="words" lang="en" role="group" aria-label={label} ref={row} onKeyDown={move}>
      {placed.map(({ word, before }, i) => (
        <>
          {before}
          <Word
            key={i}
            word={word}
            href={to.word(taskId, task.words.indexOf(word))}
            label={wordLabel(word, names)}
            isReached={i === first}
            isDimmed={chosen !== null && !chosen.has(word.index)}
          />
        </>
      ))}
      {after}
    </p>
  );
}

/** The word, with the letters of each slip marked where its spelling tells which they are. */
function Lettered({ word }: { word: JudgedWord }) {
  const phones = word.phones.map((phone) => phone.target);
  const slipped = word.phones.flatMap((phone, i) => (phone.state === 'error' ? [i] : []));
  return (
    <>
      {piecesOf(word.text, phones, slipped).map((piece, i) =>
        piece.isMarked ? (
          <span key={i} class="slipped">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

interface WordProps {
  word: JudgedWord;
  href: string;
  label: string;
  isReached: boolean;
  isDimmed: boolean;
}

function Word({ word, href, label, isReached, isDimmed }: WordProps) {
  const state = stateOf(word);
  const signs = [...new Set(slipsOf(word).map((slip) => SIGNS[slip.kind]))].join('');
  return (
    <a
      class={`word ${state} ${isDimmed ? 'dimmed' : ''}`}
      href={href}
      role="button"
      aria-label={label}
      tabIndex={isReached ? 0 : -1}
      onKeyDown={(event) => event.key === ' ' && (event.preventDefault(), event.currentTarget.click())}
    >
      {signs && (
        <span class="signs" aria-hidden="true">
          {signs}
        </span>
      )}
      {state === 'added' ? `[${word.text}]` : <Lettered word={word} />}
    </a>
  );
}
