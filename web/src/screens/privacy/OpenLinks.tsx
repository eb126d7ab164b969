import { useEffect, useState } from 'preact/hooks';
import { listSpeakersShares, revokeShare, type SpeakersShare } from '../../api/shares';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { Problem } from '../../parts/Problem';
import { EMPTY_LINE } from '../../parts/Screen';
import { to } from '../../routes';

/** The results that somebody with a link can see: each link can be ended here. */
export function OpenLinks({ speakerId }: { speakerId: string }) {
  const [links, setLinks] = useState<SpeakersShare[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const look = () => listSpeakersShares(speakerId).then(setLinks, setProblem);
  useEffect(() => void look(), [speakerId]);
  const end = async (link: SpeakersShare) => {
    setProblem(null);
    try {
      await revokeShare(link.task_id, link.share_id);
      announce(t('share.ended'));
      await look();
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <section class="card">
      <h2>{t('privacy.links')}</h2>
      {!links && problem === null && <p>{EMPTY_LINE}</p>}
      {links?.length === 0 && <p>{t('privacy.links_none')}</p>}
      {Boolean(links?.length) && (
        <>
          <p>{t('privacy.links_text')}</p>
          <ul class="list" aria-label={t('share.list')}>
            {links?.map((each) => (
              <li key={each.share_id} class="row">
                <a href={to.task(each.task_id)} lang={each.text ? 'en' : undefined}>
                  {each.text ?? t('history.free')}
                </a>
                <span class="small">{t('share.until', { date: date(each.expires_at), made: date(each.created_at) })}</span>
                <button type="button" onClick={() => void end(each)}>
                  {t('share.end')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem !== null && <Problem problem={problem} onAgain={look} />}
    </section>
  );
}
