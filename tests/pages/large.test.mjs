/** A page of 300 keys and 1,000 objects: few rows are drawn, but all are known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browsing, texts } from './given.mjs';

const open = browsing();

test('rows are drawn when they come in sight', async () => {
  const page = await open('large');
  const drawn = () => page.locator('.matrix [data-row]').count();
  const first = await drawn();
  assert.ok(first > 10 && first < 100, `${first} rows are drawn`);
  await page.evaluate(() => document.getElementById('view')?.scrollTo(0, 1e9));
  await page.waitForSelector('.matrix [data-row="999"]');
  assert.ok((await drawn()) < 100);
  assert.equal(await page.locator('.matrix [data-row="0"]').count(), 0);
});

test('keys, addresses and the filter reach what is not drawn', async () => {
  const page = await open('large', '#key=300&to=model-700');
  assert.deepEqual(await texts(page, '#panel h2'), ['key 300 P299 → model model-700']);
  assert.ok(await page.isVisible('.matrix .chosen'));
  await page.focus('.matrix td[tabindex="0"]');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  assert.deepEqual(await texts(page, '#panel h2'), ['anybody → model model-999']);
  await page.fill('#filter', 'model-998');
  assert.deepEqual(await texts(page, '.matrix [data-side]'), ['model-998']);
});

test('paper gets all of it', async () => {
  const page = await open('large');
  const named = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll('#paper h2')].map(head => head.textContent);
  });
  assert.equal(named.length, 1000);
  assert.equal(named.at(-1), 'model model-999');
  const answers = await page.evaluate(() => document.querySelector('#paper section:last-child')?.textContent);
  assert.match(answers ?? '', /key \d+ P\d+/);
});
