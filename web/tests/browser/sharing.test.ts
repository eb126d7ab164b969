/** A link to one result: made by its learner, followed without a key, ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoSideScroll, FLEET, hear, judged, open } from './browser.ts';

test('who follows a link sees and hears the result until the link is ended', async () => {
  const { page, close } = await open();
  await judged(page);
  await page.getByText('Share this result').click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('The link', { exact: true }).inputValue();
  assert.match(link, /^http:\/\/[^/]+\/#\/shared\/[\w-]{43}$/);
  await page.getByText(/holds until/).waitFor();
  await assertAccessible(page, 'sharing');
  await assertNoSideScroll(page, 'sharing');

  const visitor = await open(`#${link.split('#')[1]}`);
  const there = visitor.page;
  const asked: string[] = [];
  there.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await there.getByRole('heading', { name: /words clear$/ }).waitFor();
  await there.getByText('Somebody shared this result with you.').waitFor();
  assert.equal(await there.locator('meta[name=robots]').getAttribute('content'), 'noindex, nofollow');
  await there.locator('.words .word.error').first().click();
  for (const voice of ['The recording', 'American']) await hear(there.locator('body'), voice);
  await assertAccessible(there, 'a shared result');
  await assertNoSideScroll(there, 'a shared result');
  assert.deepEqual(asked.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/v1/shared/')), [], 'nothing else is asked');

  await page.goto(new URL('#/privacy', page.url()).href);
  await page.getByRole('list', { name: 'Links that hold' }).getByText(/holds until/).waitFor();
  await assertAccessible(page, 'open links');
  await page.getByRole('button', { name: 'End this link' }).click();
  await page.getByText('Nobody can see your results by a link.').waitFor();
  await there.reload();
  await there.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  await assertAccessible(there, 'a link that was ended');
  await visitor.close();
  await close();
});

test('a link that never was one is told in the language of the visitor', async () => {
  const { page, close } = await open('#/shared/nothing', { locale: 'hi-IN' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal((await fetch(`${FLEET}/shared/nothing`)).status, 404);
  await assertAccessible(page, 'a link that never was');
  await close();
});
