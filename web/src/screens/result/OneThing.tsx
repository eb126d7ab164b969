import { useRef } from 'preact/hooks';
import type { Priority, TaskResult } from '../../api/tasks';
import { t, tell, type Part } from '../../messages';
import { useKeys } from '../../parts/keys';
import { Mixed } from '../../parts/Mixed';
import { Mouths } from '../../parts/mouth/Mouths';
import { to } from '../../routes';
import { Voices } from '../word/Voices';

interface Props {
  task: TaskResult;
  taskId: string;
}

/** One thing to work on, with its sound in each voice; two more for who opens them. */
export function OneThing({ task, taskId }: Props) {
  const place = useRef<HTMLElement>(null);
  useKeys({ next_thing: () => place.current && goToNextThing(place.current) });
  const priorities = task.feedback?.priorities ?? [];
  const [first, ...others] = priorities;
  if (!first) return task.feedback && task.assessable ? <p>{t('result.nothing')}</p> : null;
  return (
    <section class="card one-thing" aria-labelledby="one-thing" ref={place}>
      <h2 id="one-thing">{t('result.one_thing')}</h2>
      <Thing task={task} taskId={taskId} priority={first} />
      {others.length > 0 && (
        <details>
          <summary>{t('result.two_more', { n: others.length })}</summary>
          {others.map((each) => (
            <Thing key={each.rank} task={task} taskId={taskId} priority={each} />
          ))}
        </details>
      )}
    </section>
  );
}

/** From thing to thing, and from the last to the first; what is folded opens. */
function goToNextThing(place: HTMLElement): void {
  const titles = [...place.querySelectorAll<HTMLElement>('.thing h3')];
  const at = titles.findIndex((title) => title.parentElement!.contains(document.activeElement));
  const next = titles[(at + 1) % titles.length]!;
  const folded = next.closest('details');
  if (folded) folded.open = true;
  next.focus();
}

function Thing({ task, taskId, priority }: Props & { priority: Priority }) {
  const issue = task.issues.find((each) => priority.issue_ids.includes(each.id));
  const hasDrill = task.feedback?.drills.some((drill) => drill.priority_rank === priority.rank);
  return (
    <div class="thing">
      <h3 tabIndex={-1}>
        <Mixed text={priority.title} language={task.feedback?.language} />
      </h3>
      <p>
        <Mixed text={priority.how} language={task.feedback?.language} />
      </p>
      <Mouths sounds={picturesOf(priority)} />
      {issue && (
        <div class="row">
          <a class="word-link" lang="en" href={to.word(taskId, issue.word_index)}>
            {issue.word}
          </a>
          <Voices task={task} wordIndex={issue.word_index} name={`thing ${priority.rank}`} />
        </div>
      )}
      {priority.why && (
        <p class="small">
          <Mixed text={priority.why} language={task.feedback?.language} />
        </p>
      )}
      {hasDrill && (
        <a class="button main" href={to.drill(taskId, priority.rank)}>
          {t('result.drill')}
        </a>
      )}
    </div>
  );
}

/** The sound that is wanted, and the one that was heard in its place. */
function picturesOf({ slips: [slip] }: Priority): { phone: string; caption: Part[] }[] {
  if (!slip?.target) return [];
  const wanted = { phone: slip.target.phone, caption: tell('mouth.wanted', { name: slip.target.name }) };
  return slip.heard ? [wanted, { phone: slip.heard.phone, caption: tell('mouth.heard', { name: slip.heard.name }) }] : [wanted];
}
