/** Somebody reviews a change on the page of differences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFaults } from './axe.mjs';
import { browsing, texts } from './given.mjs';

const open = browsing();

test('each cause stands with its changes, before and after side by side', async () => {
  const page = await open('change');
  assert.deepEqual(await texts(page, '.cause strong'), [
    'limits.gpt-4.minute of role "analyst" changes: 5000 -> 9000',
    'roles of key 2 Website is added: "visitor", "admin"',
  ]);
  const change = page.locator('.change', { hasText: 'may call it' });
  assert.equal(await change.locator('.effect').innerText(), 'widened');
  const [before, now] = await change.locator('.sides > div').all();
  assert.match((await before?.innerText()) ?? '', /^before[\s\S]*team\.json:[\s\S]*"role": "visitor"/);
  assert.match((await now?.innerText()) ?? '', /^now[\s\S]*next\.json:[\s\S]*"admin" is among the userRoles/);
});

test('a text and an effect filter', async () => {
  const page = await open('change');
  await page.fill('#filter', 'reports');
  assert.deepEqual(await texts(page, '.change .effect'), ['widened']);
  await page.fill('#filter', 'nobody of that name');
  assert.deepEqual(await texts(page, '.cause, .nothing'), ['Nothing matches.']);
  await page.fill('#filter', '');
  assert.ok(await page.isDisabled('[data-effect="narrows"]'));
  await page.click('[data-effect="widens"]');
  assert.equal((await texts(page, '.change')).length, 3);
});

test('only changed cells are shown, and one tells what it was and is', async () => {
  const page = await open('change');
  await page.click('text=Changed cells');
  assert.deepEqual(await texts(page, '.changed thead .top'), ['key 1 Reports +1', 'key 2 Website']);
  assert.deepEqual(await texts(page, '.changed tbody tr'), ['model gpt-4 ◐→◐ ·→●']);
  await page.click('text=·→●');
  assert.deepEqual(await texts(page, '#panel h2'), ['key 2 Website → model gpt-4']);
  assert.deepEqual(await texts(page, '#panel .badge'), ['· no', '● without limit']);
});

test('names with markup stay text', async () => {
  const page = await open('strange-change');
  await page.click('text=Changed cells');
  for (const cell of await page.locator('.changed td button').all()) await cell.click();
  assert.equal(await page.locator('img, b:not(.fact b)').count(), 0);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe has nothing against it in ${colorScheme} colours`, async () => {
    const page = await open('change', '', { colorScheme, bypassCSP: true });
    assert.deepEqual(await seriousFaults(page), []);
    await page.click('text=Changed cells');
    await page.click('text=·→●');
    assert.deepEqual(await seriousFaults(page), []);
  });
}

test('nothing is wider than a phone', async () => {
  const page = await open('change', '', { viewport: { width: 390, height: 844 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.click('text=Changed cells');
  await page.click('text=·→●');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.click('text=Close');
  assert.ok(await page.isHidden('#panel'));
});
