import { curlOf, type Exchange } from '../../api/abilities';
import type { Judged } from '../../api/abilities';
import { numbers, t } from '../../messages';
import { CopyButton } from '../../parts/CopyButton';

interface Props {
  exchange: Exchange<unknown>;
  /** Whether who sends it from elsewhere has to show a key. */
  needsKey: boolean;
}

/** What was sent, how long each part of it took, and what came back. */
export function Shown({ exchange, needsKey }: Props) {
  const curl = curlOf(exchange.request, location.origin, needsKey);
  const answer = JSON.stringify(exchange.answer, null, 1);
  return (
    <section class="exchange">
      <h3>{t('able.request')}</h3>
      <pre tabIndex={0} aria-label={t('able.request')} lang="en">
        {curl}
      </pre>
      <CopyButton text={curl} label={t('able.copy_curl')} />
      <p>{t('able.took', { n: numbers(exchange.elapsedMs) })}</p>
      <Stages stages={(exchange.answer as Partial<Judged>).stages ?? []} />
      <details>
        <summary>{t('able.answer')}</summary>
        <pre tabIndex={0} aria-label={t('able.answer')} lang="en">
          {answer}
        </pre>
        <CopyButton text={answer} label={t('able.copy_answer')} />
      </details>
    </section>
  );
}

function Stages({ stages }: { stages: Judged['stages'] }) {
  const ran = stages.filter((stage) => stage.elapsed_ms !== null);
  if (!ran.length) return null;
  const longest = Math.max(1, ...ran.map((stage) => stage.elapsed_ms ?? 0));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('able.stage')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('able.stage')}</th>
            <th scope="col">{t('able.engine')}</th>
            <th scope="col">{t('able.time')}</th>
          </tr>
        </thead>
        <tbody>
          {ran.map((stage) => (
            <tr key={stage.name}>
              <th scope="row" lang="en">
                {stage.name}
              </th>
              <td lang="en">
                {stage.engine} <span class="small">{stage.model_version}</span>
              </td>
              <td>
                <span class="bar" aria-hidden="true" style={{ '--share': (stage.elapsed_ms ?? 0) / longest }} />
                {t('able.ms', { n: numbers(stage.elapsed_ms ?? 0) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
