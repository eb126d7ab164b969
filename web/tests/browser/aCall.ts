/** A call with all that a call can have, and how a list tells it. */
import type { Call, CallSummary, CallTurn } from '../../src/api/calls.ts';

export const CALL_ID = '00000000-0000-4000-8000-0000000000ca';

const SAID: [speaker: string, start: number, end: number, text: string][] = [
  ['agent', 0.4, 3.2, 'Thank you for calling, how can I help?'],
  ['customer', 3.6, 9.1, 'My kettle is broken and nobody calls me back on <PHONE_NUMBER>.'],
  ['agent', 8.4, 13.0, 'It will come on Wednesday for thirty three dollars.'],
  ['customer', 13.4, 14.6, 'Sorry, what?'],
  ['agent', 24.0, 27.5, 'Wednesday, thirty three dollars, and I am sorry for the trouble.'],
  ['speaker_3', 27.6, 28.4, 'Hello?'],
  ['customer', 28.6, 30.0, 'Great, thank you.'],
];

function turnOf([speaker, start_s, end_s, text]: (typeof SAID)[number], index: number): CallTurn {
  const texts = text.split(' ');
  const step = (end_s - start_s) / texts.length;
  const words = texts.map((word, i) => ({ text: word, start_s: start_s + i * step, end_s: start_s + (i + 1) * step, confidence: 0.9, readings: [] }));
  return { index, speaker, start_s, end_s, overlaps: index === 1 || index === 2, confidence: null, text, written: null, words, redacted: index === 1 ? ['PHONE_NUMBER'] : [], channel: null };
}

const TURNS = SAID.map(turnOf);
const MOODS = ['neutral', 'negative', 'neutral', 'negative', 'neutral', 'neutral', 'positive'] as const;
const ODDS = { negative: { negative: 0.8, neutral: 0.1, positive: 0.1 }, neutral: { negative: 0.1, neutral: 0.8, positive: 0.1 }, positive: { negative: 0.1, neutral: 0.1, positive: 0.8 } };
const spoke = (speaker: string, talk_share: number) => ({
  speaker, talk_s: 11, talk_share, n_turns: 3, n_words: 27, words_per_min: 147, n_questions: 1, n_interruptions: 0,
  longest_monologue: { start_s: 0.4, end_s: 3.2, turns: [0] }, sentiment: null,
}); // prettier-ignore
const wednesday = TURNS[2]!.words[4]!;
const slip = {
  turn: 2, word: 'Wednesday', rule: 'W_V', tip: 'w_round', category: 'consonant' as const, severity: 'high' as const, target: 'W', heard: 'V',
  start_s: wednesday.start_s, end_s: wednesday.end_s - 0.1, probability: 0.93, message: 'the w of “Wednesday” was heard as v', is_key_word: true,
}; // prettier-ignore
const quote = (turn: number) => ({ turn, start_s: TURNS[turn]!.start_s, end_s: TURNS[turn]!.end_s, quote: TURNS[turn]!.text, measure: null, value: null, usual: null });
const measure = (name: string, value: number, usual: number | null) => ({ turn: null, start_s: 14.6, end_s: 24, quote: null, measure: name, value, usual });
const moment = (index: number, rule: Call['moments'][number]['rule'], turns: number[], evidence: Call['moments'][number]['evidence'], isGood = false) => ({
  index, rule, is_good: isGood, title: rule, reason: `The reason for “${rule}”.`, advice: 'Say it slower.', start_s: TURNS[turns[0]!]!.start_s, end_s: TURNS[turns.at(-1)!]!.end_s,
  turns, practise: rule === 'asked_to_repeat' ? 2 : null, weight: 0.9, also: rule === 'asked_to_repeat' ? ['hidden_key_word' as const] : [], evidence, worded_by: 'rules' as const,
}); // prettier-ignore

export const WHOLE: Call = {
  task_id: CALL_ID,
  status: 'succeeded',
  created_at: '2026-11-28T09:30:00Z',
  updated_at: '2026-11-28T09:31:00Z',
  assessable: true,
  reason: null,
  error: null,
  consent: null,
  facts: { call_id: 'C-2026-0042', customer: 'customer-9', direction: 'inbound', started_at: null, tags: ['billing'], recording_notice: true },
  speaker_id: 'agent-7',
  duration_s: 31,
  by: 'voices',
  language: 'en',
  turns: TURNS,
  talk: {
    turns: TURNS.map(({ index }) => ({ turn: index, sentiment: MOODS[index]!, probabilities: ODDS[MOODS[index]!], words_per_min: 150, n_questions: 0 })),
    speakers: [spoke('agent', 0.55), spoke('customer', 0.42), spoke('speaker_3', 0.03)],
    silences: [{ start_s: 14.6, end_s: 24, after: 'customer', before: 'agent' }],
    interruptions: [{ speaker: 'agent', interrupted: 'customer', at_s: 8.4, overlap_s: 0.7, turn: 2, interrupted_turn: 1, gave_way: true }],
  },
  accent: {
    n_words: 27, n_clear_words: 26, accuracy: 88, turns: [{ turn: 2, n_words: 9, n_clear_words: 8 }], issues: [slip], n_unjudged_turns: 0,
    habits: [{ tip: 'w_round', rule: 'W_V', category: 'consonant', severity: 'high', n: 1, n_key_words: 1, words: ['wednesday'], turns: [2] }],
  }, // prettier-ignore
  moments: [
    moment(0, 'asked_to_repeat', [2, 3], [quote(3), measure('error_probability', 0.93, null)]),
    moment(1, 'long_silence', [3, 4], [measure('silence_s', 9.4, 8)]),
    moment(2, 'mood_rise', [4, 6], [measure('positive', 0.8, 0.8), quote(6)], true),
  ],
  recording: { url: '/objects/recording.wav' },
  stages: (['diarize', 'asr', 'analyse', 'accent', 'moments', 'index'] as const).map((name) => ({
    name, status: 'succeeded', reason: null, engine: 'mock', model_version: '1', mock: true, elapsed_ms: 12,
  })), // prettier-ignore
  warnings: ['1 personal spans were taken out of the words; the recording still has them'],
};

/** The same with other states of its stages. */
export const staged = (states: Partial<Record<string, string>>, more: Partial<Call>): Call =>
  ({ ...WHOLE, ...more, stages: WHOLE.stages.map((stage) => ({ ...stage, status: states[stage.name] ?? stage.status })) }) as Call;

/** The `n`-th of a list, the newest first. */
export const summaryOf = (status: CallSummary['status'], n: number): CallSummary => ({
  task_id: `00000000-0000-4000-8000-${`${n}`.padStart(12, '0')}`,
  status,
  speaker_id: n % 2 ? 'agent-7' : null,
  facts: { ...WHOLE.facts, call_id: n % 2 ? 'C-2026-0042' : null },
  outcome:
    status === 'succeeded' || status === 'partial'
      ? { duration_s: 731, n_turns: 90, n_moments: 2, n_good_moments: 1, moments: ['too_fast'], customer_mood: n % 2 ? -0.6 : 0.7, n_words: 420, n_clear_words: 380, habits: { w_round: 40 - 9 * n, th_front: 3 } }
      : null,
  created_at: `2026-11-28T0${9 - n}:30:00Z`,
  updated_at: `2026-11-28T0${9 - n}:31:00Z`,
});
