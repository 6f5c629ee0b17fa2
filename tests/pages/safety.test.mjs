/** Names that look like markup, and a page that may load nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, open as openAlone } from './browser.mjs';
import { address, browsing, texts } from './given.mjs';

const open = browsing();
const STRANGE = '<img src=x onerror="document.title=1">';

test('names with markup stay text, wherever they are shown', async () => {
  const page = await open('markup');
  const title = await page.title();
  assert.deepEqual(await texts(page, '.matrix [data-side]'), [STRANGE]);
  for (const view of ['By caller', 'By object', 'Worst spend', 'Matrix']) {
    await page.click(`text=${view}`);
    for (const button of await page.locator('#view .pair:visible, #view [data-row] td').all())
      await button.click();
  }
  for (const head of await page.locator('.matrix [data-side], .matrix [data-head]').all()) await head.click();
  await page.fill('#filter', '<img');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('img, b:not(.fact b)').count(), 0);
  assert.equal(await page.title(), title);
});

test('the policy of the page forbids scripts, requests and markup', async () => {
  const browser = await launch();
  const { page, asked } = await openAlone(browser, address('team'));
  assert.deepEqual(asked, []);
  const done = await page.evaluate(async () => {
    /** @type {string[]} */
    const stopped = [];
    document.addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
    const script = document.createElement('script');
    for (const wrong of [
      () => document.body.append(Object.assign(new Image(), { src: 'http://localhost:1/x.png' })),
      () => fetch('http://localhost:1/x').catch(() => {}),
      () => document.body.append(Object.assign(script, { text: 'document.title = "run"' })),
      () => document.body.setAttribute('style', 'color: red'),
      () => Reflect.set(document.body, 'innerHTML', '<p>markup</p>'),
    ]) {
      try {
        await wrong();
      } catch (error) {
        stopped.push(String(error).split(':')[0] ?? '');
      }
    }
    await new Promise(resolve => setTimeout(resolve));
    return { stopped: [...new Set(stopped)].sort(), title: document.title };
  });
  assert.notEqual(done.title, 'run');
  assert.deepEqual(done.stopped, [
    'TypeError',
    'connect-src',
    'img-src',
    'require-trusted-types-for',
    'style-src-attr',
  ]);
  await browser.close();
});
