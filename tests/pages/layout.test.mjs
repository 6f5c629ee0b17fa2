/** The access page for everybody: axe finds nothing serious, phones get lists, paper gets all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFaults } from './axe.mjs';
import { browsing, texts } from './given.mjs';

const open = browsing();
const PHONE = { viewport: { width: 390, height: 844 } };

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const view of ['matrix', 'caller', 'object', 'spending']) {
    test(`axe has nothing against the view ${view} in ${colorScheme} colours`, async () => {
      const page = await open('crowd', `#view=${view}&key=1&to=assistant-0`, {
        colorScheme,
        bypassCSP: true,
      });
      assert.deepEqual(await seriousFaults(page), []);
    });
  }
}

test('axe has nothing against it on a phone', async () => {
  const page = await open('crowd', '#key=1&to=assistant-0', { ...PHONE, bypassCSP: true });
  assert.deepEqual(await seriousFaults(page), []);
});

test('a phone starts with what a key may call, and nothing is wider than it', async () => {
  const page = await open('crowd', '', PHONE);
  assert.deepEqual(await texts(page, '.views [aria-pressed="true"]'), ['By caller']);
  for (const view of ['By caller', 'By object', 'Worst spend', 'Matrix']) {
    await page.click(`text=${view}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, view);
  }
});

test('at twice the size nothing is cut off', async () => {
  const page = await open('crowd', '#key=1&to=assistant-0', { viewport: { width: 640, height: 400 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 640);
  const panel = await page.locator('#panel').boundingBox();
  assert.ok(panel && panel.height <= 400);
});

test('paper gets the matrix in parts that fit, and the members of shared columns', async () => {
  const page = await open('crowd');
  const rows = await page.locator('.matrix [data-row]').count();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const parts = page.locator('#paper table');
  assert.equal(await parts.first().locator('tbody tr').count(), rows);
  const columns = await page.locator('#paper th.top').count();
  assert.equal(columns, await page.locator('#view th.top').count());
  assert.match((await texts(page, '#paper section')).join(), /Callers with the same answers .*key/);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await parts.count(), 0);
});
