import { useState } from 'preact/hooks';
import { checkWords, saveAssignment, type AssignmentDraft, type ClassAssignment } from '../../api/classes';
import { t, tell } from '../../messages';
import { Message } from '../../parts/Message';
import { Mixed } from '../../parts/Mixed';
import { Problem } from '../../parts/Problem';
import { coachLanguage } from '../../settings/languages';
import { useSettings } from '../../settings/store';
import { localTime, readLexicon, textsOf, writtenLexicon } from './drafts';
import { titleOf, useTips } from '../../parts/useTips';

interface Props {
  classId: string;
  known?: ClassAssignment;
  onSaved(): void;
  onClose(): void;
}

const MOST_HABITS = 10;

export function AssignmentEditor({ classId, known, onSaved, onClose }: Props) {
  const tips = useTips();
  const { language } = useSettings();
  const [title, setTitle] = useState(known?.title ?? '');
  const [texts, setTexts] = useState(known?.texts.join('\n\n') ?? '');
  const [due, setDue] = useState(known?.due_at ? localTime(known.due_at) : '');
  const [attempts, setAttempts] = useState(known?.attempts ? `${known.attempts}` : '');
  const [habits, setHabits] = useState<string[]>(known?.habits ?? []);
  const [lexicon, setLexicon] = useState(writtenLexicon(known?.lexicon ?? {}));
  const [guessed, setGuessed] = useState<string[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  const draft = (): AssignmentDraft => ({
    title,
    texts: textsOf(texts),
    due_at: due ? new Date(due).toISOString() : null,
    attempts: attempts ? Number(attempts) : null,
    habits,
    lexicon: readLexicon(lexicon),
  });
  const check = () => {
    setProblem(null);
    checkWords(textsOf(texts), readLexicon(lexicon)).then(setGuessed, setProblem);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      await saveAssignment(classId, draft(), known?.assignment_id);
      onSaved();
    } catch (refused) {
      setProblem(refused);
    }
  };
  const choices = [...tips.keys()].filter((tip) => !habits.includes(tip));
  return (
    <form class="card editor" onSubmit={save}>
      <h3>{known ? known.title : t('assign.new')}</h3>
      <label>
        {t('assign.title')}
        <input required maxLength={100} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <label>
        {t('assign.texts')}
        <textarea required lang="en" rows={6} value={texts} onInput={(event) => setTexts(event.currentTarget.value)} />
      </label>
      <div class="row">
        <button type="button" onClick={check} disabled={!texts.trim()}>
          {t('assign.check')}
        </button>
        <span role="status">
          {guessed && <Message parts={guessed.length ? tell('assign.guessed', { words: guessed.join(', ') }) : tell('assign.known')} />}
        </span>
      </div>
      <label>
        {t('assign.lexicon')}
        <textarea lang="en" rows={3} value={lexicon} onInput={(event) => setLexicon(event.currentTarget.value)} />
      </label>
      <label>
        {t('assign.due_at')}
        <input type="datetime-local" value={due} onInput={(event) => setDue(event.currentTarget.value)} />
      </label>
      <label>
        {t('assign.attempts_label')}
        <input type="number" min={1} max={100} value={attempts} onInput={(event) => setAttempts(event.currentTarget.value)} />
      </label>
      <label>
        {t('assign.habits')}
        <select
          value=""
          disabled={habits.length >= MOST_HABITS}
          onChange={(event) => event.currentTarget.value && setHabits([...habits, event.currentTarget.value])}
        >
          <option value="">{t('assign.habit_choose')}</option>
          {choices.map((tip) => (
            <option key={tip} value={tip} lang={coachLanguage(language)}>
              {titleOf(tips, tip)}
            </option>
          ))}
        </select>
      </label>
      {habits.length > 0 && (
        <ul>
          {habits.map((tip) => (
            <li key={tip}>
              <Mixed text={titleOf(tips, tip)} />{' '}
              <button
                type="button"
                class="quiet"
                aria-label={t('assign.habit_drop', { habit: titleOf(tips, tip) })}
                onClick={() => setHabits(habits.filter((each) => each !== tip))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <Problem problem={problem} />}
      <div class="row">
        <button type="submit" class="main">
          {t('assign.save')}
        </button>
        <button type="button" onClick={onClose}>
          {t('assign.close')}
        </button>
      </div>
    </form>
  );
}
