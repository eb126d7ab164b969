import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskResult } from '../../api/tasks.ts';
import { csvOf } from './csv.ts';

test('words and their issues become lines that no table program runs', () => {
  const word = (index: number, text: string, error_type = 'none') => ({ index, text, start_s: 0.5, end_s: 1, accuracy: 90, error_type });
  const words = [word(0, 'very', 'mispronunciation'), word(1, '=1+1, "so"'), word(0, 'uh', 'insertion')];
  const issue = (message: string) => ({ word_index: 0, target: 'V', heard: 'W', probability: 0.9, message });
  const task = { words, issues: [issue('v as w'), issue('and again')] } as unknown as TaskResult;
  assert.deepEqual(csvOf(task).slice(1).split('\r\n'), [
    'word,start_s,end_s,accuracy,outcome,target,heard,probability,message',
    'very,0.5,1,90,mispronunciation,V,W,0.9,v as w',
    'very,0.5,1,90,mispronunciation,V,W,0.9,and again',
    '"\'=1+1, ""so""",0.5,1,90,none,,,,',
    'uh,0.5,1,90,insertion,,,,',
    '',
  ]);
});
