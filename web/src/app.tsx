import { useEffect, useState } from 'preact/hooks';
import { onSignedOut } from './api/client';
import { currentSession, type SignedIn } from './api/sessions';
import { t } from './messages';
import { Announcer } from './parts/announce';
import { Help } from './parts/Help';
import { later } from './parts/later';
import { Problem } from './parts/Problem';
import { Screen } from './parts/Screen';
import { SAMPLE_ID, useRoute, type Route } from './routes';
import Practise from './screens/practise/Practise';
import { changeSettings, useSettings } from './settings/store';
import { keepSending } from './unsent/sending';

const Result = later(() => import('./screens/result/Result'));
const Drill = later(() => import('./screens/drill/Drill'));
const Melody = later(() => import('./screens/melody/Melody'));
const History = later(() => import('./screens/history/History'));
const Progress = later(() => import('./screens/progress/Progress'));
const More = later(() => import('./screens/more/More'));
const MyVoice = later(() => import('./screens/my-voice/MyVoice'));
const Privacy = later(() => import('./screens/privacy/Privacy'));
const Settings = later(() => import('./screens/settings/Settings'));
const Capabilities = later(() => import('./screens/capabilities/Capabilities'));
const Operations = later(() => import('./screens/operations/Operations'));
const MyClasses = later(() => import('./screens/classes/MyClasses'));
const Teach = later(() => import('./screens/teacher/Teach'));
const Calls = later(() => import('./screens/calls/Calls'));
const CallPage = later(() => import('./screens/calls/CallPage'));
const CallHabits = later(() => import('./screens/calls/Habits'));
const Shared = later(() => import('./screens/shared/Shared'));
const SignIn = later(() => import('./screens/sign-in/SignIn'));

const LOADED_LATER: Partial<Record<Route['screen'], { preload(): void }>> = {
  result: Result,
  sample: Result,
  drill: Drill,
  melody: Melody,
  history: History,
  progress: Progress,
  more: More,
  voice: MyVoice,
  privacy: Privacy,
  settings: Settings,
  capabilities: Capabilities,
  operations: Operations,
  classes: MyClasses,
  teach: Teach,
  calls: Calls,
  call: CallPage,
  callHabits: CallHabits,
  shared: Shared,
};

export function App() {
  const route = useRoute();
  const { language } = useSettings();
  const [session, setSession] = useState<SignedIn | null | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(null);
  const [isLost, setLost] = useState(false);

  const enter = (found: SignedIn | null) => {
    // A learner's key is of one speaker; others practise under the name that this browser made up.
    if (found?.role === 'learner') changeSettings({ speakerId: found.subject });
    setSession(found);
    setLost(false);
  };
  const look = () => {
    setProblem(null);
    currentSession().then(enter, setProblem);
  };
  const isShared = route.screen === 'shared'; // asks nobody who they are
  useEffect(() => {
    onSignedOut(() => setLost(true));
    if (!isShared && session === undefined) look();
    LOADED_LATER[route.screen]?.preload(); // while it is asked who this is
    if (route.screen === 'sample') void import('./sample');
  }, [isShared]);
  useEffect(() => (session && !isLost ? keepSending() : undefined), [session, isLost]);
  const leave = () => {
    setSession(null);
    setLost(false);
  };

  return (
    <div class="page" key={language}>
      <a class="skip" href="#main" onClick={skip}>
        {t('app.skip')}
      </a>
      <header class="top">
        {!isShared && <Navigation screen={route.screen} />}
        <Help />
      </header>
      <main id="main" tabIndex={-1}>
        {problem !== null && (
          <Screen title={t('app.name')} name="out-of-reach">
            <Problem problem={problem} onAgain={look} />
          </Screen>
        )}
        {isShared && <Shared key={route.token} token={route.token} />}
        {!isShared && session === undefined && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
        {!isShared && (session === null || (session && isLost)) && <SignIn onSignedIn={enter} />}
        {!isShared && session && (
          <div hidden={isLost /* what was recorded stays until one has signed in again */}>
            <Shown route={route} session={session} onSignedOut={leave} />
          </div>
        )}
      </main>
      <Announcer />
    </div>
  );
}

/** The address stays: it tells which screen this is. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

interface ShownProps {
  route: Route;
  session: SignedIn;
  onSignedOut(): void;
}

function Shown({ route, session, onSignedOut }: ShownProps) {
  switch (route.screen) {
    case 'practise':
      return <Practise {...route} />;
    case 'result':
      return <Result taskId={route.taskId} word={route.word} />;
    case 'sample':
      return <Result taskId={SAMPLE_ID} word={route.word} />;
    case 'drill':
      return <Drill taskId={route.taskId} rank={route.rank} />;
    case 'melody':
      return <Melody taskId={route.taskId} />;
    case 'history':
      return <History />;
    case 'progress':
      return <Progress />;
    case 'more':
      return <More session={session} onSignedOut={onSignedOut} />;
    case 'voice':
      return <MyVoice session={session} />;
    case 'privacy':
      return <Privacy />;
    case 'settings':
      return <Settings />;
    case 'capabilities':
      return <Capabilities session={session} />;
    case 'operations':
      return <Operations session={session} />;
    case 'classes':
      return <MyClasses />;
    case 'calls':
      return <Calls />;
    case 'call':
      return <CallPage key={route.callId} callId={route.callId} turn={route.turn} />;
    case 'callHabits':
      return <CallHabits agent={route.agent} />;
    case 'teach':
      return <Teach classId={route.classId} part={route.part} memberId={route.memberId} />;
  }
}

const PLACES = [
  ['practise', '#/'],
  ['history', '#/history'],
  ['progress', '#/progress'],
  ['more', '#/more'],
] as const;
const BELOW_MORE = ['voice', 'privacy', 'settings', 'capabilities', 'operations', 'classes', 'teach', 'calls', 'call', 'callHabits'];

function Navigation({ screen }: { screen: Route['screen'] }) {
  const here = BELOW_MORE.includes(screen) ? 'more' : screen;
  return (
    <nav aria-label={t('app.nav')}>
      {PLACES.map(([place, href]) => (
        <a key={place} href={href} aria-current={place === here ? 'page' : undefined}>
          {t(`nav.${place}`)}
        </a>
      ))}
    </nav>
  );
}
