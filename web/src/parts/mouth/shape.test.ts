import assert from 'node:assert/strict';
import { test } from 'node:test';
import articulations from './articulations.json' with { type: 'json' };
import { outlineOf, shapeOf } from './shape.ts';

test('each sound has its mouth, other signs have none', () => {
  const phones = Object.keys(articulations);
  assert.equal(phones.length, 39);
  for (const phone of phones) assert.match(outlineOf(shapeOf(phone)!.tongue), /^M92 108C[-\d. ]+S[-\d. ]+C[-\d. ]+Z$/);
  assert.equal(shapeOf('XX'), null);
});

test('what tells a sound from its neighbour is what differs in the picture', () => {
  const of = (phone: string) => shapeOf(phone)!;
  assert.deepEqual([of('V').lips, of('W').lips, of('B').lips], ['teeth', 'round', 'closed']);
  assert.deepEqual([of('TH').place, of('T').place, of('S').place, of('SH').place], ['teeth', 'ridge_touch', 'ridge_near', 'behind_near']);
  assert.deepEqual([of('R').place, of('L').place, of('ER').place], ['curled', 'ridge_touch', 'curled']);
  assert.deepEqual([of('Z').isVoiced, of('S').isVoiced], [true, false]);
  assert.deepEqual([of('M').isNasal, of('B').isNasal, of('NG').place, of('W').place], [true, false, 'velum_touch', 'velum_near']);
});

test('vowels stand in the mouth as in the chart: front to the left, close on top, and a diphthong moves', () => {
  const [iy, uw, aa, ae] = ['IY', 'UW', 'AA', 'AE'].map((phone) => shapeOf(phone)!.tongue.body) as [[number, number], [number, number], [number, number], [number, number]];
  assert.ok(iy[0] < uw[0] && ae[0] < aa[0]);
  assert.ok(iy[1] < ae[1] && uw[1] < aa[1]);
  const ay = shapeOf('AY')!;
  assert.ok(ay.glidesTo!.body[1] < ay.tongue.body[1]);
  assert.equal(shapeOf('IY')!.glidesTo, null);
});
