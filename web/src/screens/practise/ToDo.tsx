import { useEffect, useState } from 'preact/hooks';
import { listToDo, type LearnersAssignment } from '../../api/classes';
import { currentRole } from '../../api/sessions';
import { getTips, type HabitAdvice } from '../../api/speech';
import { date, t, tell } from '../../messages';
import { Message } from '../../parts/Message';
import { useSettings } from '../../settings/store';

interface Props {
  chosen: { text: string; assignmentId?: string };
  onChoose(text: string, assignmentId: string): void;
}

/** What the learner's classes set, each text a button; nothing where nothing is. */
export function ToDo({ chosen, onChoose }: Props) {
  const { speakerId, language } = useSettings();
  const [found, setFound] = useState<LearnersAssignment[]>([]);
  const [tips, setTips] = useState(new Map<string, HabitAdvice>());
  useEffect(() => {
    if (currentRole() === 'teacher') return;
    listToDo(speakerId).then(setFound, () => {}); // one can practise without
  }, [speakerId]);
  const isFocused = found.some((each) => each.habits.length > 0);
  useEffect(() => {
    if (isFocused) getTips(language, '').then(setTips, () => {});
  }, [isFocused, language]);
  if (!found.length) return null;
  return (
    <section class="card">
      <h2>{t('todo.title')}</h2>
      {found.map((each) => (
        <div key={each.assignment_id}>
          <h3>
            {each.title} <span class="small">{each.class_name}</span>
          </h3>
          <p class="small">
            {each.due_at ? t('assign.due', { date: date(each.due_at) }) : t('assign.due_none')}
            {each.habits.length > 0 && (
              <>
                {' · '}
                <Message parts={tell('todo.habits', { what: each.habits.map((tip) => tips.get(tip)?.title ?? tip).join(', ') })} />
              </>
            )}
          </p>
          <ul class="todo">
            {each.texts.map(({ text, n_recordings: n }) => (
              <li key={text}>
                <button
                  type="button"
                  aria-pressed={chosen.assignmentId === each.assignment_id && chosen.text === text}
                  disabled={each.attempts !== null && n >= each.attempts}
                  onClick={() => onChoose(text, each.assignment_id)}
                >
                  <span lang="en">{text.length > 60 ? `${text.slice(0, 60)} …` : text}</span>
                </button>{' '}
                <span class="small">
                  {each.attempts === null ? t('todo.recorded', { n }) : t('todo.recorded_of', { n, of: each.attempts })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
