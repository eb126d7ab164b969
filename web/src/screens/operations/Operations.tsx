import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { findRequest, getEndingConsents, getModels, getStatus, type AuditEntry, type Status } from '../../api/operations';
import type { SignedIn } from '../../api/sessions';
import { date, numbers, t, time, type MessageKey } from '../../messages';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { useAsked, type Asked } from '../../parts/useAsked';
import { to } from '../../routes';
import { Keys } from './Keys';
import { Retention } from './Retention';
import { bytes, duration } from './units';

/** What who runs an installation looks at. */
export default function Operations({ session }: { session: SignedIn }) {
  return (
    <Screen title={t('ops.title')} name="operations">
      {session.role === 'operator' ? <Parts session={session} /> : <p class="notice">{t('problem.forbidden')}</p>}
    </Screen>
  );
}

/** What is looked at first is there first; the rest comes below it, and moves nothing. */
function Parts({ session }: { session: SignedIn }) {
  const health = useAsked(getStatus, []);
  return (
    <>
      <Health health={health} />
      {(health.found !== null || health.problem !== null) && (
        <>
          <Retention tenant={session.tenant} />
          <Keys isOpen={session.csrf_token === null} />
          <EndingConsents />
          <Lookup />
          <Models />
          <p>
            <a href="/docs">{t('more.api')}</a>
          </p>
        </>
      )}
    </>
  );
}

const STATES = ['ready', 'not_ready', 'unreachable', 'spared'] as const;

function Health({ health: { found: status, problem, again: reload } }: { health: Asked<Status> }) {
  return (
    <Part title="ops.health" problem={problem} onAgain={reload} isLoading={!status}>
      {status && (
        <>
          <p>
            {t('ops.release', { version: status.version })} <code>{status.commit.slice(0, 10)}</code>
          </p>
          {Object.entries(status.failed).map(([part, why]) => (
            <p key={part} class="notice problem" lang="en">
              <strong>{part}</strong>: {why}
            </p>
          ))}
          <div class="scroll" tabIndex={0} role="group" aria-label={t('ops.service')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('ops.service')}</th>
                  <th scope="col">{t('ops.state')}</th>
                  <th scope="col">{t('able.engine')}</th>
                </tr>
              </thead>
              <tbody>
                {status.services.map((each) => {
                  const state = STATES.find((known) => known === each.state);
                  return (
                    <tr key={each.service}>
                      <th scope="row" lang="en">
                        {each.service}
                      </th>
                      <td>
                        <span aria-hidden="true">{each.state === 'ready' ? '●' : '✕'}</span>{' '}
                        {state ? t(`ops.state.${state}`) : each.state}
                      </td>
                      <td lang="en">
                        {each.engine ?? '–'}
                        {each.mock && ` (${t('ops.mock')})`} <span class="small">{each.model_version}</span>
                        {each.version !== null && each.version !== status.version && <strong> {each.version}</strong>}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p>
            {status.queue
              ? t('ops.queue', {
                  waiting: status.queue.n_waiting,
                  running: status.queue.n_running,
                  age: duration(status.queue.oldest_wait_s),
                })
              : t('ops.queue_unknown')}
          </p>
          {status.queue && status.queue.n_erasures_overdue > 0 && (
            <p class="notice problem">{t('ops.overdue', { n: status.queue.n_erasures_overdue })}</p>
          )}
          {status.disk && (
            <p>{t('ops.disk', { free: bytes(status.disk.free_bytes), total: bytes(status.disk.total_bytes) })}</p>
          )}
          <button type="button" onClick={reload}>
            {t('ops.look_again')}
          </button>
        </>
      )}
    </Part>
  );
}

function EndingConsents() {
  const { found: consents, problem, again: reload } = useAsked(getEndingConsents, []);
  return (
    <Part title="ops.consents" problem={problem} onAgain={reload} isLoading={!consents}>
      {consents?.items.length === 0 && <p>{t('ops.consents_none')}</p>}
      <ul>
        {consents?.items.map((each) => (
          <li key={each.speaker_id}>
            <span lang="en">{each.speaker_id}</span> · {date(each.expires_at)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Lookup() {
  const [id, setId] = useState('');
  const [found, setFound] = useState<AuditEntry[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const look = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      setFound((await findRequest(id.trim())).items);
    } catch (refused) {
      setFound(null);
      setProblem(refused);
    }
  };
  return (
    <Part title="ops.lookup" problem={problem}>
      <p>{t('ops.lookup_what')}</p>
      <form class="row" onSubmit={look}>
        <label>
          {t('ops.request_id')}{' '}
          <input required autocomplete="off" maxLength={100} value={id} onInput={(e) => setId(e.currentTarget.value)} />
        </label>
        <button type="submit">{t('ops.look')}</button>
      </form>
      <div aria-live="polite">
        {found?.length === 0 && <p>{t('ops.lookup_none')}</p>}
        {found?.map((entry) => (
          <p key={entry.id}>
            {date(entry.at)} {time(entry.at)} · <code>{entry.action}</code> · {entry.status} ·{' '}
            <span lang="en">{entry.credential}</span> <Target target={entry.target} />
          </p>
        ))}
      </div>
    </Part>
  );
}

function Target({ target }: { target: string | null }) {
  if (target?.startsWith('task:')) return <a href={to.task(target.slice('task:'.length))}>{target}</a>;
  return <span lang="en">{target}</span>;
}

function Models() {
  const { found: known, problem, again: reload } = useAsked(getModels, []);
  return (
    <Part title="ops.models" problem={problem} onAgain={reload} isLoading={!known}>
      <p>{t('ops.models_what')}</p>
      <ul class="list" lang="en">
        {known?.models.map((model) => (
          <li key={model.name}>
            <strong>{model.name}</strong> {model.version} · {bytes(model.n_bytes)}
            <br />
            {model.about}
            <br />
            <span class="small">{model.licence}</span>
          </li>
        ))}
      </ul>
      <p class="small">{t('ops.models_n', { n: numbers(known?.models.length ?? 0) })}</p>
    </Part>
  );
}

interface PartProps {
  title: MessageKey;
  problem: unknown;
  onAgain?: () => void;
  isLoading?: boolean;
  children: ComponentChildren;
}

/** A part of the screen that may fail alone. */
export function Part({ title, problem, onAgain, isLoading = false, children }: PartProps) {
  return (
    <section class="card">
      <h2>{t(title)}</h2>
      {problem !== null && <Problem problem={problem} onAgain={onAgain} />}
      {isLoading && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
      {children}
    </section>
  );
}
