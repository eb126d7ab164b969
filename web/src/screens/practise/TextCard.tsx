import { useState } from 'preact/hooks';
import { sayForLearner } from '../../api/speech';
import { t } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { useSettings } from '../../settings/store';
import { ReadAlongText } from './ReadAlongText';
import { MOST_CHARACTERS, TEXTS } from './texts';
import type { Reached } from './useReadAlong';

export interface ChosenText {
  text: string;
  kind: 'card' | 'own' | 'free';
  /** Of the assignment that the text is from. */
  assignmentId?: string;
}

interface Props {
  chosen: ChosenText;
  onChoose(chosen: ChosenText): void;
  /** Which of its words were read, where that is followed. */
  reached: Reached | null;
  /** Those that were not clear so far. */
  unclear: Reached;
  isReading: boolean;
}

const LONGEST_SPOKEN = 600;
/** Characters that are spoken before a recording; a longer text is heard with its result. */

export function TextCard({ chosen, onChoose, reached, unclear, isReading }: Props) {
  const settings = useSettings();
  const [card, setCard] = useState(0);
  const { text, kind } = chosen;
  const isFollowed = reached !== null && (kind === 'card' || isReading); // an own text can be changed afterwards
  const next = () => {
    const following = (card + 1) % TEXTS.length;
    setCard(following);
    onChoose({ kind: 'card', text: TEXTS[following]! });
  };
  return (
    <section class="card text-card">
      {isFollowed && <ReadAlongText text={text} reached={reached} unclear={unclear} />}
      {reached !== null && !isReading && unclear.size > 0 && <p class="small">{t('practise.words_unclear', { words: named(text, unclear) })}</p>}
      {kind === 'card' && !isFollowed && (
        <p class="to-read" lang="en">
          {text}
        </p>
      )}
      {kind === 'own' && !isFollowed && (
        <label>
          {t('practise.own_label')}
          <textarea
            lang="en"
            rows={4}
            maxLength={MOST_CHARACTERS}
            value={text}
            onInput={(event) => onChoose({ kind, text: event.currentTarget.value })}
          />
          <span class="small">{t('practise.own_count', { n: text.length, most: MOST_CHARACTERS })}</span>
        </label>
      )}
      {kind === 'free' && <p class="to-read">{t('practise.free')}</p>}
      <div class="row">
        {kind !== 'free' && text.trim() && text.length <= LONGEST_SPOKEN && (
          <PlayButton
            name={`text ${text}`}
            label={t('practise.hear')}
            address={() => sayForLearner({ text, ...(settings.voice ? { voice: settings.voice } : {}) })}
          />
        )}
        <button type="button" onClick={next}>
          {t('practise.next_text')}
        </button>
        {kind !== 'own' && (
          <button type="button" onClick={() => onChoose({ kind: 'own', text: '' })}>
            {t('practise.own')}
          </button>
        )}
        <label class="switch">
          <input
            type="checkbox"
            checked={kind === 'free'}
            onChange={(event) =>
              onChoose(
                event.currentTarget.checked ? { kind: 'free', text: '' } : { kind: 'card', text: TEXTS[card]! },
              )
            }
          />
          {t('practise.free')}
        </label>
      </div>
    </section>
  );
}

/** The words of a text at these places, each once, without the marks around them. */
function named(text: string, places: Reached): string {
  const words = text.trim().split(/\s+/);
  const bare = [...places].sort((a, b) => a - b).map((place) => (words[place] ?? '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return [...new Set(bare)].join(', ');
}
