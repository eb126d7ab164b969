import { getClass } from '../../api/classes';
import { t } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Screen } from '../../parts/Screen';
import { useAsked } from '../../parts/useAsked';
import { to, type TeachPart } from '../../routes';
import { Assignments } from './Assignments';
import { Classes } from './Classes';
import { HeatMap } from './HeatMap';
import { Inbox } from './Inbox';
import { Learner } from './Learner';
import { Members } from './Members';
import './teacher.css';

interface Props {
  classId: string;
  part: TeachPart;
  memberId: string;
}

const PARTS: TeachPart[] = ['members', 'inbox', 'assignments', 'habits'];

/** A teacher's classes, or one of them in the part that the address names. */
export default function Teach({ classId, part, memberId }: Props) {
  if (!classId) {
    return (
      <Screen title={t('teach.title')} name="teach">
        <Classes />
      </Screen>
    );
  }
  return <ClassScreen key={classId} classId={classId} part={part} memberId={memberId} />;
}

function ClassScreen({ classId, part, memberId }: Props) {
  const asked = useAsked(() => getClass(classId), [classId]);
  const { found } = asked;
  const learner = found?.members.find((each) => each.member_id === memberId);
  return (
    <Screen title={found?.name ?? t('teach.title')} name={`teach-${part}`}>
      <p class="crumbs">
        <a href={to.teach()}>{t('teach.title')}</a>
      </p>
      <Loading asked={asked} />
      {found && (
        <>
          <ul class="parts" aria-label={t('teach.parts')}>
            {PARTS.map((each) => (
              <li key={each}>
                <a href={to.teach(classId, each)} aria-current={each === part && !memberId ? 'page' : undefined}>
                  {t(`teach.part.${each}`)}
                </a>
              </li>
            ))}
          </ul>
          {memberId && !learner && <p>{t('teach.member_gone')}</p>}
          {learner && <Learner classId={classId} member={learner} />}
          {!memberId && part === 'members' && <Members shown={found} onChange={asked.again} />}
          {!memberId && part === 'inbox' && <Inbox classId={classId} />}
          {!memberId && part === 'assignments' && <Assignments classId={classId} members={found.members} />}
          {!memberId && part === 'habits' && <HeatMap classId={classId} />}
        </>
      )}
    </Screen>
  );
}
