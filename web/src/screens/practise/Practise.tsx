import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Unreachable } from '../../api/client';
import { newKey } from '../../api/idempotency';
import { submit } from '../../api/tasks';
import { t } from '../../messages';
import { LanguageChoice } from '../../parts/LanguageChoice';
import { useKeys } from '../../parts/keys';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';
import { getSettings } from '../../settings/store';
import { keepToSend, watchSending } from '../../unsent/sending';
import { dropUnsent } from '../../unsent/store';
import { UnsentList } from '../../unsent/UnsentList';
import { NoMicrophone } from './NoMicrophone';
import { RecordButton } from './RecordButton';
import { TakeReview } from './TakeReview';
import { TextCard, type ChosenText } from './TextCard';
import { TEXTS } from './texts';
import { ToDo } from './ToDo';
import { useReadAlong } from './useReadAlong';
import { useRecorder, type Take } from './useRecorder';

/** The first screen: a text, one large button, and nothing that asks before it is pressed. */
export default function Practise({ text, assignmentId }: { text?: string; assignmentId?: string }) {
  const [chosen, setChosen] = useState<ChosenText>(() => startWith(text, assignmentId));
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { reached, unclear, isLost, follower } = useReadAlong(chosen.text);
  const recorder = useRecorder((take) => {
    if (getSettings().sendAtOnce && !take.check.fault) void send(take.file);
  }, { follower });
  const key = useRef({ file: null as Blob | null, key: '' });

  useLayoutEffect(() => setChosen(startWith(text, assignmentId)), [text, assignmentId]); // before the learner can choose

  // Who still waits for it where it could not be sent gets to its result.
  useEffect(() => watchSending((sent) => sent.idempotencyKey === key.current.key && (location.hash = to.task(sent.taskId))), []);

  const send = async (file: Blob) => {
    if (key.current.file !== file) key.current = { file, key: newKey() };
    const { assignmentId } = chosen;
    const sent = {
      recording: file,
      text: chosen.text.trim(),
      idempotencyKey: key.current.key,
      ...(assignmentId ? { assignmentId } : {}),
    };
    setSending(true);
    setProblem(null);
    try {
      const taskId = await submit(sent, getSettings());
      await dropUnsent(sent.idempotencyKey).catch(() => {}); // where the browser keeps nothing
      location.hash = to.task(taskId);
    } catch (refused) {
      if (refused instanceof Unreachable) {
        const { speakerId } = getSettings();
        await keepToSend({ ...sent, speakerId, recordedAt: new Date().toISOString() }).catch(() => {}); // it is still on this page
      }
      setProblem(refused);
      setSending(false);
    }
  };

  const { state } = recorder;
  useKeys({ record: state.at === 'recording' ? recorder.stop : recorder.start });
  const again = () => {
    setProblem(null);
    recorder.start();
  };
  return (
    <Screen title={t('practise.title')} name="practise">
      <UnsentList />
      <ToDo chosen={chosen} onChoose={(set, assignmentId) => setChosen({ kind: 'card', text: set, assignmentId })} />
      <TextCard chosen={chosen} onChoose={setChosen} reached={reached} unclear={unclear} isReading={state.at === 'arming' || state.at === 'recording'} />
      {state.at === 'taken' ? (
        <TakeReview
          take={state.take}
          isSending={isSending}
          onSend={() => send(state.take.file)}
          onAgain={again}
        />
      ) : (
        <RecordButton recorder={recorder} />
      )}
      {isLost && state.at === 'recording' && <p class="small centred-text">{t('practise.words_lost')}</p>}
      {state.at === 'refused' && <NoMicrophone problem={state.problem} onAgain={recorder.start} />}
      {problem !== null && <Problem problem={problem} onAgain={resend(state, send)} />}
      <div class="row centred">
        <FileChoice onFile={send} />
        <a class="button" href="#/sample">
          {t('practise.sample')}
        </a>
      </div>
      <LanguageChoice />
    </Screen>
  );
}

function resend(state: { at: string; take?: Take }, send: (file: Blob) => void): (() => void) | undefined {
  const { take } = state;
  return take && (() => send(take.file));
}

function FileChoice({ onFile }: { onFile(file: File): void }) {
  return (
    <label class="button file">
      {t('practise.upload')}
      <input
        type="file"
        class="hidden"
        accept="audio/*,video/mp4,video/webm,.m4a,.caf,.amr"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

function startWith(text: string | undefined, assignmentId: string | undefined): ChosenText {
  if (!text) return { kind: 'card', text: TEXTS[0]! };
  if (assignmentId) return { kind: 'card', text, assignmentId };
  return { kind: TEXTS.includes(text) ? 'card' : 'own', text };
}
