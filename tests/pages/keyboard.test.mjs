/** Somebody uses the access page by keyboard alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browsing, texts } from './given.mjs';

const open = browsing();

/** Presses keys one after another. @param {import('playwright-core').Page} page @param {...string} keys */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** What has the focus. @param {import('playwright-core').Page} page */
function focused(page) {
  return page.evaluate(() => {
    const { activeElement: found } = document;
    return (
      found?.id || found?.getAttribute('title') || found?.getAttribute('aria-label') || found?.textContent
    );
  });
}

test('a cell is opened from the filter with Tab, arrows and Enter', async () => {
  const page = await open('team');
  await press(page, '/');
  assert.equal(await focused(page), 'filter');
  for (let tabs = 0; (await page.evaluate(() => document.activeElement?.tagName)) !== 'TD'; tabs++) {
    assert.ok(tabs < 12, 'the matrix is not reached');
    await press(page, 'Tab');
  }
  assert.equal(await focused(page), 'limited');
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter');
  assert.deepEqual(await texts(page, '#panel h2'), ['role admin → model gpt-3.5']);
  await press(page, 'ArrowUp', 'Enter');
  assert.deepEqual(await texts(page, '#panel h2'), ['role admin → model gpt-4']);
  await press(page, 'Home', 'Enter');
  assert.deepEqual(await texts(page, '#panel h2'), ['key 1 Reports → model gpt-4']);
});

test('arrows reach the heads, which tell of callers and objects', async () => {
  const page = await open('team');
  await page.focus('.matrix td[tabindex="0"]');
  await press(page, 'ArrowUp');
  assert.equal(await focused(page), 'key 1 Reports, role analyst');
  await press(page, 'Enter');
  assert.deepEqual(await texts(page, '#panel .members strong'), ['key 1 Reports', 'role analyst']);
  await press(page, 'ArrowDown', 'ArrowLeft', 'Enter');
  assert.deepEqual(await texts(page, '#panel h2'), ['model gpt-4']);
});

test('Escape closes the sheet of a phone and gives the focus back', async () => {
  const page = await open('team', '', { viewport: { width: 390, height: 800 } });
  await page.click('#view .pair');
  assert.equal(await focused(page), 'panel');
  assert.ok(await page.isVisible('#panel'));
  await press(page, 'Escape');
  assert.ok(await page.isHidden('#panel'));
  assert.match((await focused(page)) ?? '', /^model gpt-4/);
});
