/** A teacher and a learner with keys of their own: joined, recorded, spoken of, overruled, and left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertNoSideScroll, judged, open } from '../browser.ts';

async function signedIn(key: string, hash = '') {
  const found = await open(hash, { viewport: { width: 360, height: 740 } });
  await found.page.getByLabel('Your key').fill(key);
  await found.page.keyboard.press('Enter');
  await found.page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
  return found;
}

const status = (page: Page, path: string) =>
  page.evaluate((place) => fetch(`/api/v1${place}`).then((answer) => answer.status), path);

async function looksWell(page: Page, where: string): Promise<void> {
  await assertAccessible(page, where);
  await assertNoSideScroll(page, where);
}

test('a teacher sees what is shared, says something of it, and sees nothing once the learner has left', async () => {
  const teacher = await signedIn(process.env.TEACHER_KEY!, '#/teach');
  const there = teacher.page;
  await there.getByLabel('Name of the class').fill('7b');
  await there.keyboard.press('Enter');
  const code = await there.locator('.code').innerText();
  await looksWell(there, 'class');
  const classUrl = there.url();

  await there.getByRole('link', { name: 'Assignments' }).click();
  await there.getByRole('button', { name: 'A new assignment' }).click();
  await there.getByLabel('Title').fill('Week 1');
  await there.getByLabel(/^Texts in English/).fill('Very good work.\n\nThank you very much indeed.');
  await there.getByRole('button', { name: 'Check words' }).click();
  await there.getByText(/All words are known|We would guess/).waitFor();
  await there.getByLabel('Habits to look after').selectOption({ index: 1 });
  await looksWell(there, 'assignment editor');
  await there.getByRole('button', { name: 'Save', exact: true }).click();
  await there.getByRole('heading', { name: 'Week 1' }).waitFor();

  const learner = await signedIn(process.env.LEARNER_KEY!, '#/classes');
  const here = learner.page;
  await here.getByRole('heading', { name: 'Join a class' }).waitFor();
  await here.getByLabel('Code from your teacher').fill('AAAA-AAAA-AAAA');
  await here.getByLabel('Your name in this class').fill('Priya');
  await here.getByRole('button', { name: 'Join', exact: true }).click();
  await here.getByText('No class has this code.').waitFor();
  await here.getByLabel('Code from your teacher').fill(code.toLowerCase());
  await here.keyboard.press('Enter');
  await here.getByRole('heading', { name: '7b' }).waitFor();
  await looksWell(here, 'my classes');

  await here.getByRole('link', { name: 'Practise' }).click();
  await here.getByRole('button', { name: 'Thank you very much indeed.' }).click();
  await looksWell(here, 'practise with an assignment');
  const taskId = await judged(here);

  await there.getByRole('link', { name: 'Learners', exact: true }).click();
  await there.reload();
  await there.getByRole('link', { name: /^Priya/ }).click();
  await there.getByText('set by this class').waitFor();
  await looksWell(there, 'learner');
  await there.getByRole('link', { name: /^Thank you very much/ }).click();
  await there.getByText('Say something').click();
  await there.getByLabel('About').selectOption({ index: 3 });
  await there.getByLabel('Your note').fill('Teeth on the lip.');
  await there.getByRole('button', { name: 'Add this note' }).click();
  await there.getByText('Teeth on the lip.').first().waitFor();
  await there.getByRole('button', { name: 'Speak a note' }).click();
  await there.getByText('Speak now').waitFor();
  await there.waitForTimeout(1_200);
  await there.getByRole('button', { name: /^Stop recording/ }).click();
  await there.getByRole('button', { name: 'Play Spoken note' }).waitFor();
  const fine = there.getByRole('button', { name: 'This was fine' }).first();
  await fine.click();
  await there.locator('button[aria-pressed=true]', { hasText: 'This was fine' }).waitFor();
  await looksWell(there, 'result with remarks');

  await here.reload();
  await here.getByRole('heading', { name: 'Your teacher' }).waitFor();
  await here.getByText('Teeth on the lip.').waitFor();
  await here.getByText('your teacher says: this was fine').waitFor();
  await here.getByRole('button', { name: 'Play Spoken note' }).click();
  await here.getByRole('button', { name: /^(Stop|Play) Spoken note$/ }).waitFor();
  assert.equal(await here.getByText('Say something').count(), 0, 'a learner says nothing as a teacher');
  await looksWell(here, 'result that a teacher spoke of');

  await there.goto(classUrl);
  await there.getByRole('link', { name: 'Habits', exact: true }).click();
  await there.getByRole('rowheader').first().waitFor();
  await there.getByText(/0 accepted, 1 overruled/).waitFor();
  await looksWell(there, 'habits');
  const csv = await there.evaluate(async () => {
    const link = document.querySelector<HTMLAnchorElement>('a[download]')!;
    return (await fetch(link.href)).text();
  });
  assert.match(csv, /^\ufeff?learner,recordings,/);
  assert.match(csv, /\nPriya,1,/);
  await there.emulateMedia({ media: 'print' });
  assert.equal(await there.locator('.parts').isVisible(), false);
  await there.emulateMedia({ media: 'screen' });
  await there.getByRole('link', { name: 'Inbox' }).click();
  await there.getByRole('heading', { name: 'Inbox' }).waitFor();
  await looksWell(there, 'inbox');

  const setFor = (id: string) =>
    here.evaluate((place) => fetch(place).then((answer) => answer.json()).then((task) => task.assignment_id as string), `/api/v1/tasks/${id}`);
  await here.getByRole('link', { name: 'Record this text again' }).click();
  await here.getByRole('button', { name: 'Thank you very much indeed.', pressed: true }).waitFor();
  const again = await judged(here);
  assert.notEqual(again, taskId);
  assert.match(await setFor(taskId), /^[0-9a-f-]{36}$/);
  assert.equal(await setFor(again), await setFor(taskId), 'what is recorded again is for the same assignment');

  await here.goto(`${here.url().split('#')[0]}#/classes`);
  await here.getByRole('button', { name: 'Leave 7b' }).click();
  await here.getByText('You are in no class.').waitFor();
  for (const path of [`/tasks/${taskId}`, `/tasks/${taskId}/audio/recording.wav`, `/tasks/${taskId}/remarks`]) {
    assert.equal(await status(there, path), 404, path);
    assert.equal(await status(here, path), 200, path);
  }
  await there.goto(classUrl);
  await there.reload();
  await there.getByText('Nobody has joined yet.').waitFor();
  await learner.close();
  await teacher.close();
});

test('by keys alone a learner joins and a teacher marks the inbox; each is shown their own screens', async () => {
  const teacher = await signedIn(process.env.TEACHER_KEY!, '#/more');
  await teacher.page.getByRole('link', { name: 'My teaching' }).waitFor();
  assert.equal(await teacher.page.getByRole('link', { name: 'My classes' }).count(), 0);
  await teacher.page.getByRole('link', { name: 'My teaching' }).focus();
  await teacher.page.keyboard.press('Enter');
  await teacher.page.getByLabel('Name of the class').focus();
  await teacher.page.keyboard.type('8a');
  await teacher.page.keyboard.press('Enter');
  await teacher.page.locator('.code').waitFor();
  await teacher.close();
  const learner = await signedIn(process.env.LEARNER_KEY!, '#/more');
  await learner.page.getByRole('link', { name: 'My classes' }).waitFor();
  assert.equal(await learner.page.getByRole('link', { name: 'My teaching' }).count(), 0);
  await learner.close();
});
