import { useEffect, useState } from 'preact/hooks';
import { getCall, type CallSummary } from '../../api/calls';
import { retryTask } from '../../api/tasks';
import { percent, t } from '../../messages';
import { announce } from '../../parts/announce';
import { inWords } from '../../parts/Problem';
import { to } from '../../routes';
import { stageName, useAtWork, type AtWork } from './stages';
import type { Upload, UploadState } from './uploads';
import { ALL_CALLS, useCalls } from './useCalls';
import { uploads } from './useUploads';

/** Each file that was chosen here, from its place in the line to its result. */
export function UploadList({ sent }: { sent: Upload[] }) {
  const { calls, again: onAgain } = useCalls(ALL_CALLS, sent.flatMap((each) => taskOf(each) ?? []));
  const callOf = (upload: Upload) => (upload.state.kind === 'sent' ? calls?.find((each) => each.task_id === taskOf(upload)) : undefined);
  const atWork = useAtWork(sent.flatMap((each) => (callOf(each)?.status === 'running' ? [taskOf(each)!] : [])));
  const nDone = sent.filter((each) => isDone(callOf(each))).length;
  useEffect(() => void (nDone && announce(t('calls.n_done', { n: nDone, of: sent.length }))), [nDone]);
  return (
    <section class="card uploads">
      <h2>{t('calls.sent_title')}</h2>
      <ul class="list">
        {sent.map((each) => (
          <li key={each.id}>
            <bdi lang="und">{each.name}</bdi>
            <br />
            <State upload={each} call={callOf(each)} at={atWork.get(taskOf(each) ?? '')} onAgain={onAgain} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const taskOf = ({ state }: Upload) => (state.kind === 'sent' ? state.taskId : undefined);
const isDone = (call: CallSummary | undefined) => call?.status === 'succeeded' || call?.status === 'partial';

interface StateProps {
  upload: Upload;
  call: CallSummary | undefined;
  at: AtWork | undefined;
  onAgain(): void;
}

function State({ upload: { id, name, state }, call, at, onAgain }: StateProps) {
  switch (state.kind) {
    case 'queued':
      return (
        <>
          <span class="small">{t('calls.state.waits_here')}</span> <LeaveOut id={id} name={name} />
        </>
      );
    case 'sending':
      return (
        <>
          <progress aria-label={t('calls.sending_which', { name })} max={1} value={state.share} />{' '}
          <span class="small">{t('calls.state.sending', { share: percent(state.share) })}</span> <LeaveOut id={id} name={name} />
        </>
      );
    case 'failed':
      return <Refused id={id} name={name} state={state} />;
    case 'sent':
      return <Sent taskId={state.taskId} name={name} call={call} at={at} onAgain={onAgain} />;
  }
}

function LeaveOut({ id, name }: { id: string; name: string }) {
  return (
    <button type="button" class="quiet" aria-label={t('calls.leave_out_which', { name })} onClick={() => uploads.drop(id)}>
      {t('calls.leave_out')}
    </button>
  );
}

function Refused({ id, name, state }: { id: string; name: string; state: UploadState & { kind: 'failed' } }) {
  const told = inWords(state.problem);
  return (
    <>
      <span role="alert">
        <strong>{t('calls.state.not_sent')}</strong> {told.title} {told.detail && <span lang="en">{told.detail}</span>}
      </span>
      <span class="row">
        <button type="button" aria-label={t('calls.again_which', { name })} onClick={() => uploads.again(id)}>
          {t('problem.again')}
        </button>
        <LeaveOut id={id} name={name} />
      </span>
    </>
  );
}

interface SentProps {
  taskId: string;
  name: string;
  call: CallSummary | undefined;
  at: AtWork | undefined;
  onAgain(): void;
}

function Sent({ taskId, name, call, at, onAgain }: SentProps) {
  if (call?.status === 'failed') return <Failed taskId={taskId} name={name} onAgain={onAgain} />;
  if (call?.status === 'cancelled') return <span class="small">{t('calls.state.cancelled')}</span>;
  if (isDone(call)) {
    return (
      <>
        <span class="small">{t(call?.status === 'partial' ? 'calls.state.partial' : 'calls.state.done')}</span>{' '}
        <a href={to.call(taskId)} aria-label={t('calls.see_which', { name })}>
          {t('calls.see')}
        </a>
      </>
    );
  }
  const doing = at && stageName(at.stage);
  if (call?.status !== 'running' || !doing) return <span class="small">{t(call?.status === 'running' ? 'calls.state.running' : 'calls.state.queued')}</span>;
  return (
    <span class="small">
      {t('calls.state.at', { what: doing })}
      {at.share !== null && ` (${percent(at.share)})`}
    </span>
  );
}

/** Why, in the service's words, and another try of what failed alone. */
function Failed({ taskId, name, onAgain }: { taskId: string; name: string; onAgain(): void }) {
  const [detail, setDetail] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => void getCall(taskId).then((call) => setDetail(call.error?.detail ?? ''), setProblem), [taskId]);
  const again = () => retryTask(taskId).then(onAgain, setProblem);
  return (
    <>
      <span role="alert">
        <strong>{t('calls.state.failed')}</strong> <span lang="en">{detail}</span> {problem !== null && inWords(problem).title}
      </span>
      <span class="row">
        <button type="button" aria-label={t('calls.again_which', { name })} onClick={() => void again()}>
          {t('problem.again')}
        </button>
      </span>
    </>
  );
}
