import { useState } from 'preact/hooks';
import { createKey, listKeys, revokeKey, type Key } from '../../api/operations';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { CopyButton } from '../../parts/CopyButton';
import { useAsked } from '../../parts/useAsked';
import { Part } from './Operations';

const ROLES = ['learner', 'teacher', 'service', 'operator'] as const;
type Role = (typeof ROLES)[number];

/** Keys of the tenant: who has one, one more, one less. `isOpen`: nobody needs one yet. */
export function Keys({ isOpen }: { isOpen: boolean }) {
  const { found: keys, problem, again: reload } = useAsked(listKeys, []);
  const [made, setMade] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    setRefused(null);
    try {
      await act();
      return true;
    } catch (problem) {
      setRefused(problem);
      return false;
    }
  };
  const revoke = (key: Key) =>
    attempt(async () => {
      await revokeKey(key.id);
      announce(t('ops.key_revoked'));
      reload();
    });
  const make = (name: string, role: Role, subject: string, days: string) =>
    attempt(async () => {
      const asked = { name, role, ...(subject ? { subject } : {}), ...(days ? { expires_in_days: Number(days) } : {}) };
      setMade((await createKey(asked)).key);
      announce(t('ops.key_made'));
      if (!isOpen) reload(); // who has none is not let in any more
    });
  return (
    <Part title="ops.keys" problem={refused ?? problem} onAgain={reload} isLoading={!keys}>
      {isOpen && !made && <p class="notice">{t('ops.keys_open')}</p>}
      {made && (
        <div class="notice" role="alert">
          <p>
            <strong>{t('ops.key_made')}</strong> {t('ops.key_once')}
          </p>
          <p>
            <code class="secret">{made}</code>
          </p>
          <CopyButton text={made} label={t('ops.key_copy')} />{' '}
          <button type="button" onClick={() => (isOpen ? location.reload() : setMade(''))}>
            {t('ops.key_kept')}
          </button>
        </div>
      )}
      <ul class="list">
        {keys?.items.map((key) => (
          <li key={key.id}>
            <KeyLine shown={key} onRevoke={() => revoke(key)} />
          </li>
        ))}
      </ul>
      {keys?.items.length === 0 && <p>{t('ops.keys_none')}</p>}
      <NewKey onMake={make} />
    </Part>
  );
}

/** Asked twice: who uses it is out at once. */
function KeyLine({ shown, onRevoke }: { shown: Key; onRevoke(): void }) {
  const [isSure, setSure] = useState(false);
  const role = ROLES.find((each) => each === shown.role);
  const end = shown.revoked_at ?? shown.expires_at;
  const isOver = shown.revoked_at !== null || (end !== null && new Date(end) <= new Date());
  return (
    <>
      <p>
        <strong>{shown.name}</strong> · {role ? t(`ops.role.${role}`) : shown.role} · <code>{shown.id}</code>
        <br />
        <span class="small">
          {t('ops.key_since', { date: date(shown.created_at) })}
          {shown.used_at && ` · ${t('ops.key_used', { date: date(shown.used_at) })}`}
          {shown.revoked_at && ` · ${t('ops.key_ended', { date: date(shown.revoked_at) })}`}
          {!shown.revoked_at && end && ` · ${t('ops.key_until', { date: date(end) })}`}
        </span>
      </p>
      {!isOver && (
        <div class="row">
          {isSure ? (
            <>
              <button type="button" onClick={onRevoke}>
                {t('ops.revoke_sure', { name: shown.name })}
              </button>
              <button type="button" class="quiet" onClick={() => setSure(false)}>
                {t('ops.not_now')}
              </button>
            </>
          ) : (
            <button type="button" aria-label={t('ops.revoke_named', { name: shown.name })} onClick={() => setSure(true)}>
              {t('ops.revoke')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

interface NewKeyProps {
  /** Whether it was made. */
  onMake(name: string, role: Role, subject: string, days: string): Promise<boolean>;
}

function NewKey({ onMake }: NewKeyProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('learner');
  const [subject, setSubject] = useState('');
  const [days, setDays] = useState('');
  const make = async (event: Event) => {
    event.preventDefault();
    if (!(await onMake(name.trim(), role, subject.trim(), days))) return;
    setName('');
    setSubject('');
  };
  return (
    <details>
      <summary>{t('ops.key_new')}</summary>
      <form onSubmit={make}>
        <p>
          <label>
            {t('ops.key_name')} <input required maxLength={100} autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </label>
        </p>
        <p>
          <label>
            {t('ops.key_role')}{' '}
            <select value={role} onChange={(e) => setRole(ROLES.find((each) => each === e.currentTarget.value) ?? 'learner')}>
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {t(`ops.role.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </p>
        <p>
          <label>
            {t('ops.key_subject')} <input required={role === 'learner'} maxLength={64} autocomplete="off" value={subject} onInput={(e) => setSubject(e.currentTarget.value)} />
          </label>{' '}
          <span class="small">{t('ops.key_subject_how')}</span>
        </p>
        <p>
          <label>
            {t('ops.key_days')}{' '}
            <input class="days" type="number" min={1} max={3650} value={days} onInput={(e) => setDays(e.currentTarget.value)} />
          </label>
        </p>
        <button type="submit">{t('ops.key_make')}</button>
      </form>
    </details>
  );
}
