/** What screens make of what the service tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Progress } from '../api/speakers.ts';
import type { Drill, TaskResult, TaskSummary } from '../api/tasks.ts';
import { readRoute, to } from '../routes.ts';
import { shareBefore, stepsOf, verdictOf } from './drill/steps.ts';
import { byDay, isReading, opening, repeated } from './history/takes.ts';
import { piecesOf, rangeOf, warp } from './melody/contour.ts';
import { rowsOf } from './progress/chances.ts';
import { localTime, readLexicon, textsOf, writtenLexicon } from './teacher/drafts.ts';

test('an address leads to its screen, another one to the first', () => {
  assert.deepEqual(readRoute('#/task/a1/word/3'), { screen: 'result', taskId: 'a1', word: 3 });
  assert.deepEqual(readRoute('#/sample/word/0'), { screen: 'sample', word: 0 });
  assert.deepEqual(readRoute('#/task/a1/drill/2'), { screen: 'drill', taskId: 'a1', rank: 2 });
  assert.deepEqual(readRoute('#/?text=very%20good'), { screen: 'practise', text: 'very good' });
  assert.deepEqual(readRoute('#/teach'), { screen: 'teach', classId: '', part: 'members', memberId: '' });
  assert.deepEqual(readRoute('#/teach/c1/habits'), { screen: 'teach', classId: 'c1', part: 'habits', memberId: '' });
  assert.deepEqual(readRoute('#/teach/c1/member/m1'), { screen: 'teach', classId: 'c1', part: 'members', memberId: 'm1' });
  assert.deepEqual(readRoute('#/?text=very%20good&assignment=a1'), { screen: 'practise', text: 'very good', assignmentId: 'a1' });
  assert.deepEqual(readRoute(to.again({ reference_text: 'very good', assignment_id: 'a1' })), {
    screen: 'practise', text: 'very good', assignmentId: 'a1',
  });
  assert.equal(to.again({ reference_text: null, assignment_id: 'a1' }), '#/');
  assert.deepEqual(readRoute('#/nowhere'), { screen: 'practise' });
  assert.deepEqual(readRoute(''), { screen: 'practise' });
});

test('a time is moved word by word', () => {
  const place = warp([{ start: 1, end: 2 }, { start: 4, end: 6 }], [{ start: 0, end: 0.5 }, { start: 0.5, end: 1 }]);
  assert.deepEqual([0, 1, 1.5, 2, 3, 5, 7].map(place), [-1, 0, 0.25, 0.5, 0.5, 0.75, 2]);
  assert.equal(warp([], [])(3), 3);
});

test('a contour is in semitones from its middle, with gaps, and without mistaken octaves', () => {
  const pitch = { hop_s: 1, start_s: 0, median_hz: 100, f0_hz: [100, 200 ** 0.5 * 10, null, 100, 100, 800], range_semitones: 0 };
  const pieces = piecesOf(pitch);
  assert.deepEqual(pieces.map((piece) => piece.length), [2, 2]);
  assert.ok(Math.abs(pieces[0]![1]![1] - 6) < 1e-9);
  assert.ok(Math.abs(rangeOf(pieces) - 6) < 1e-9);
  assert.equal(rangeOf([]), 0);
});

const judged = (more: Partial<TaskResult>) => ({ assessable: true, issues: [], words: [], ...more }) as unknown as TaskResult;
const said = (text: string, state = 'fine') => ({ text, error_type: 'none', phones: [{ state }] });

test('a drill looks at its own habit alone', () => {
  const tips = new Set(['V_W']);
  const issues = [{ tip: 'V_W', word: 'vest' }, { tip: 'TH_T', word: 'with' }];
  const words = [said('vest'), said('with')] as unknown as TaskResult['words'];
  assert.deepEqual(verdictOf(judged({ issues: issues as TaskResult['issues'], words }), tips), { kind: 'not_yet', words: ['vest'] });
  assert.deepEqual(verdictOf(judged({ issues: issues.slice(1) as TaskResult['issues'], words }), tips).kind, 'clear');
  assert.equal(verdictOf(judged({ assessable: false }), tips).kind, 'unjudged');
  assert.equal(verdictOf(judged({ words: [] }), tips).kind, 'unsure');
  assert.equal(verdictOf(judged({ words: [said('vest', 'uncertain')] as unknown as TaskResult['words'] }), tips).kind, 'unsure');
});

test('before the drill, words with a sound of the habit are counted, and those without its slip', () => {
  const phones = (...targets: string[]) => ({ error_type: 'none', phones: targets.map((target) => ({ target })) });
  const words = [{ index: 0, ...phones('V', 'EH') }, { index: 1, ...phones('W') }, { index: 2, ...phones('V') }, { index: 3, ...phones('V'), error_type: 'omission' }];
  const issues = [{ tip: 'V_W', word_index: 0, target: 'V' }, { tip: 'TH_T', word_index: 2, target: 'TH' }];
  const task = judged({ issues, words } as unknown as TaskResult);
  assert.deepEqual(shareBefore(task, new Set(['V_W'])), { right: 1, n: 2 });
  assert.equal(shareBefore(task, new Set(['STRESS'])), null);
});

test('a drill of an older release is made of its pairs and sentences', () => {
  const drill = { steps: [], minimal_pairs: [['vest', 'west'], ['vine', 'wine']], own_words: ['very'], sentences: ['We wave.'] } as unknown as Drill;
  assert.deepEqual(stepsOf(drill).map((step) => [step.kind, step.text]), [['listen', 'vest'], ['listen', 'wine'], ['word', 'very'], ['sentence', 'We wave.']]);
});

const take = (created_at: string, reference_text: string | null) => ({ created_at, reference_text }) as TaskSummary;

test('takes are told by day, and a drill is no reading', () => {
  const takes = [take('2026-11-27T09:00:00', 'a b c d'), take('2026-11-27T08:00:00', 'a b c d'), take('2026-11-26T08:00:00', null)];
  assert.deepEqual(byDay(takes).map((day) => [day.date, day.takes.length]), [['2026-11-27', 2], ['2026-11-26', 1]]);
  assert.deepEqual(repeated(takes), ['a b c d']);
  assert.deepEqual([isReading(takes[0]!), isReading(take('', 'very')), isReading(takes[2]!)], [true, false, true]);
  assert.equal(opening('1 2 3 4 5 6 7 8 9'), '1 2 3 4 5 6 7 8 …');
});

test('a sound that was always right has no row, and the one that was wrong most often leads', () => {
  const recording = (phones: object) => ({ phones });
  const progress = { recordings: [recording({ V: { n: 2, right: 1 }, TH: { n: 3, right: 0 }, S: { n: 4, right: 4 } }), recording({ V: { n: 1, right: 1 }, TH: { n: 0, right: 0 } })] };
  const rows = rowsOf(progress as unknown as Progress);
  assert.deepEqual(rows.map((row) => [row.phone, row.chances]), [['TH', ['not']], ['V', ['some', 'right']]]);
});

test('what a teacher writes is read as texts and pronunciations', () => {
  assert.deepEqual(textsOf('One  line\nand its end.\n \n\nTwo.\n'), ['One line and its end.', 'Two.']);
  const lexicon = { Priya: ['P R IY1 Y AH0', 'P R IY0 Y AA1'], Nandhini: ['N AA1 N D IH0 N IY0'] };
  assert.deepEqual(readLexicon(writtenLexicon(lexicon)), lexicon);
  assert.deepEqual(readLexicon(' \nPriya\n'), { Priya: [] });
  assert.equal(new Date(localTime('2026-12-01T10:30:00Z')).toISOString(), '2026-12-01T10:30:00.000Z');
});
