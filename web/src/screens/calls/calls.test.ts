/** What the screens of calls make of what the service tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AboutCalls, Call, CallSummary, CallToSend, CallTurn } from '../../api/calls.ts';
import { readRoute, to } from '../../routes.ts';
import { habitsOf, probabilityOfRise } from './habits.ts';
import { runsOf } from './marked.ts';
import { momentsCsv } from './momentsCsv.ts';
import { clock, lanesOf, overlapsOf, soundStartS, timeAfterKey, turnAt } from './times.ts';
import { Uploads } from './uploads.ts';

test('a call, a turn of it and the habits of an agent have addresses', () => {
  assert.deepEqual(readRoute(to.calls()), { screen: 'calls' });
  assert.deepEqual(readRoute(to.call('a1')), { screen: 'call', callId: 'a1' });
  assert.deepEqual(readRoute(to.call('a1', 12)), { screen: 'call', callId: 'a1', turn: 12 });
  assert.deepEqual(readRoute('#/calls/a1/turn/x'), { screen: 'call', callId: 'a1' });
  assert.deepEqual(readRoute(to.callHabits('agent-7')), { screen: 'callHabits', agent: 'agent-7' });
});

test('times are told as on a clock, with hours only where there are some', () => {
  assert.deepEqual([0, 65.9, 3599, 3600, 3725].map(clock), ['0:00', '1:05', '59:59', '1:00:00', '1:02:05']);
});

const turn = (speaker: string, start_s: number, end_s: number) => ({ speaker, start_s, end_s });
const TURNS = [turn('customer', 0.1, 2), turn('agent', 1.5, 4), turn('speaker_3', 3, 3.5), turn('agent', 6, 8)];

test('the agent has the first lane whoever speaks first', () => {
  assert.deepEqual(lanesOf(TURNS), ['agent', 'customer', 'speaker_3']);
  assert.deepEqual(lanesOf([]), ['agent', 'customer']);
});

test('a time leads to the turn that is said then, or else to the next one', () => {
  assert.deepEqual([0, 1.9, 2, 5, 7.9, 8].map((timeS) => turnAt(TURNS, timeS)), [0, 0, 1, 3, 3, -1]);
  assert.deepEqual([soundStartS(TURNS[0]!), soundStartS(TURNS[3]!)], [0, 5.85]);
});

test('where two speak at once is told once, also within a longer turn', () => {
  assert.deepEqual(overlapsOf(TURNS), [{ start_s: 1.5, end_s: 2 }, { start_s: 3, end_s: 3.5 }]);
  assert.deepEqual(overlapsOf([turn('a', 0, 10), turn('b', 1, 5), turn('c', 2, 6)]), [{ start_s: 1, end_s: 6 }]);
  assert.deepEqual(overlapsOf([turn('a', 0, 1), turn('b', 1, 2)]), []);
});

test('keys move within the call and not beyond it', () => {
  const after = (key: string, atS: number) => timeAfterKey(key, atS, 100);
  assert.deepEqual(['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End'].map((key) => after(key, 50)), [55, 45, 60, 40, 0, 100]);
  assert.deepEqual([after('ArrowLeft', 2), after('ArrowRight', 98), after('a', 50)], [0, 100, null]);
});

const words = (...texts: string[]) => texts.map((text, i) => ({ text, start_s: i, end_s: i + 1, confidence: null, readings: [] }));

test('what was taken out and what was not clear stand alone in a turn, all else is one text', () => {
  const said = { text: '', words: words('Call', 'me', 'on', '<PHONE_NUMBER>,', 'on', 'Wednesday', 'please.') };
  assert.deepEqual(runsOf(said, [{ start_s: 5.1, end_s: 5.3 }, { start_s: null, end_s: null }]), [
    { kind: 'plain', text: 'Call me on' },
    { kind: 'redacted', text: '<PHONE_NUMBER>,' },
    { kind: 'plain', text: 'on' },
    { kind: 'unclear', text: 'Wednesday' },
    { kind: 'plain', text: 'please.' },
  ]);
  assert.deepEqual(runsOf({ text: 'Hello.', words: [] }, []), [{ kind: 'plain', text: 'Hello.' }]);
  assert.deepEqual(runsOf({ text: '', words: [] } as unknown as CallTurn, []), []);
});

const judged = (n_words: number, habits: Record<string, number>) => ({ outcome: { n_words, habits } }) as unknown as CallSummary;

test('the probability that slips became more is that of two shares under uniform priors', () => {
  const risen = probabilityOfRise({ nSlips: 0, nWords: 1 }, { nSlips: 1, nWords: 1 });
  assert.ok(Math.abs(risen - 5 / 6) < 1e-12); // ∫ (1 − (1 − x)²) · 2x dx over 0…1
  const same = { nSlips: 7, nWords: 300 };
  assert.ok(Math.abs(probabilityOfRise(same, same) - 0.5) < 1e-9);
});

test('a habit that chance does not explain is told as better or worse, another one as steady', () => {
  const calls = [judged(400, { V_W: 2, TH_T: 20, S_CLUSTER: 5 }), judged(400, { V_W: 40, TH_T: 1, S_CLUSTER: 5 })]; // newest first
  assert.deepEqual(habitsOf(calls).map((row) => [row.tip, row.nSlips, row.nWords, row.trend.kind]), [
    ['V_W', 42, 800, 'better'],
    ['TH_T', 21, 800, 'worse'],
    ['S_CLUSTER', 10, 800, 'steady'],
  ]);
});

test('of too few words it is told how many more would tell', () => {
  const [row] = habitsOf([judged(30, { V_W: 3 }), { outcome: null } as CallSummary, judged(90, { V_W: 1 })]);
  assert.deepEqual(row!.trend, { kind: 'too_few', nMoreWords: 10 + 70 });
  assert.deepEqual(row!.halves, [{ nSlips: 1, nWords: 90 }, { nSlips: 3, nWords: 30 }]);
  assert.deepEqual(habitsOf([]), []);
});

test('moments become lines that no table program runs', () => {
  const evidence = [{ quote: 'Sorry, what?', measure: null, value: null }, { quote: null, measure: 'silence_s', value: 9.5 }];
  const moment = { rule: 'asked_to_repeat', is_good: false, start_s: 1, end_s: 2.5, turns: [3, 4], title: '=1+1', reason: 'He said "what"', advice: 'Slower', evidence };
  assert.deepEqual(momentsCsv({ moments: [moment] } as unknown as Call).slice(1).split('\r\n'), [
    'rule,kind,start_s,end_s,turns,title,reason,advice,evidence',
    'asked_to_repeat,to mend,1,2.5,3 4,\'=1+1,"He said ""what""",Slower,"Sorry, what? | silence_s 9.5"',
    '',
  ]);
});

const ABOUT: AboutCalls = { speaker_id: '', l1: '', channels: false, agent: '', direction: '', recording_notice: true };
const file = (name: string) => new File(['sound'], name);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A service that answers when it is told to. */
function heldBack() {
  const asked: { call: CallToSend; answer(taskId: string): void; refuse(): void; signal: AbortSignal }[] = [];
  const uploads = new Uploads((call, onShare, signal) => {
    const answered = new Promise<string>((resolve, reject) => asked.push({ call, answer: resolve, refuse: () => reject(new Error('away')), signal }));
    onShare(0.5);
    return answered;
  });
  return { asked, uploads, kinds: () => uploads.all().map(({ name, state }) => `${name} ${state.kind}`) };
}

test('two files are sent at once, the third when one of them has arrived', async () => {
  const { asked, uploads, kinds } = heldBack();
  uploads.add([file('a'), file('b'), file('c')], ABOUT);
  assert.deepEqual(kinds(), ['a sending', 'b sending', 'c queued']);
  assert.deepEqual(uploads.all()[0]!.state, { kind: 'sending', share: 0.5 });
  asked[1]!.answer('task-b');
  await settled();
  assert.deepEqual(kinds(), ['a sending', 'b sent', 'c sending']);
  assert.equal(uploads.isSending(), true);
  asked[0]!.answer('task-a');
  asked[2]!.answer('task-c');
  await settled();
  assert.deepEqual([kinds(), uploads.isSending()], [['a sent', 'b sent', 'c sent'], false]);
});

test('a file that was refused keeps its key for the next try, and each file has one of its own', async () => {
  const { asked, uploads, kinds } = heldBack();
  uploads.add([file('a'), file('b')], ABOUT);
  asked[0]!.refuse();
  await settled();
  assert.deepEqual(kinds(), ['a failed', 'b sending']);
  uploads.again(uploads.all()[0]!.id);
  const keys = asked.map(({ call }) => call.idempotencyKey);
  assert.deepEqual([keys[0] === keys[2], keys[0] === keys[1]], [true, false]);
});

test('a file that is left out is stopped and makes room for another', async () => {
  const { asked, uploads, kinds } = heldBack();
  uploads.add([file('a'), file('b'), file('c')], ABOUT);
  let nTold = 0;
  const end = uploads.watch(() => nTold++);
  uploads.drop(uploads.all()[0]!.id);
  assert.equal(asked[0]!.signal.aborted, true);
  assert.deepEqual(kinds(), ['b sending', 'c sending']);
  asked[0]!.refuse(); // as a request that was stopped ends
  await settled();
  assert.deepEqual(kinds(), ['b sending', 'c sending']);
  assert.ok(nTold > 0);
  end();
});
