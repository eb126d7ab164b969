import { useState } from 'preact/hooks';
import { listShares, makeShare, revokeShare, type ShownShare } from '../../api/shares';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { CopyButton } from '../../parts/CopyButton';
import { Problem } from '../../parts/Problem';

/** Links by which somebody without a key sees this one result: made, copied, ended. */
export function ShareLink({ taskId }: { taskId: string }) {
  const [links, setLinks] = useState<ShownShare[]>([]);
  const [made, setMade] = useState<{ id: string; url: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
      setLinks(await listShares(taskId));
    } catch (refused) {
      setProblem(refused);
    }
  };
  const make = () =>
    attempt(async () => {
      const { share_id: id, token } = await makeShare(taskId);
      setMade({ id, url: `${location.origin}/#/shared/${token}` });
      announce(t('share.made'));
    });
  const end = (id: string) =>
    attempt(async () => {
      await revokeShare(taskId, id);
      if (made?.id === id) setMade(null);
      announce(t('share.ended'));
    });
  return (
    <details class="share" onToggle={(event) => event.currentTarget.open && void attempt(async () => {})}>
      <summary>{t('share.title')}</summary>
      <p>{t('share.what')}</p>
      <button type="button" onClick={() => void make()}>
        {t('share.make')}
      </button>
      {made && (
        <div class="card">
          <label>
            {t('share.link')}
            <input type="text" readOnly value={made.url} onFocus={(event) => event.currentTarget.select()} />
          </label>
          <p class="small">{t('share.once')}</p>
          <CopyButton text={made.url} label={t('share.copy')} />
        </div>
      )}
      {links.length > 0 && (
        <ul class="list" aria-label={t('share.list')}>
          {links.map((each) => (
            <li key={each.share_id} class="row">
              <span>{t('share.until', { date: date(each.expires_at), made: date(each.created_at) })}</span>
              <button type="button" onClick={() => void end(each.share_id)}>
                {t('share.end')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <Problem problem={problem} />}
    </details>
  );
}
