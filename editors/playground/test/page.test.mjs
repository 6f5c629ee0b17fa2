/** The page as somebody uses it. One browser opens it once: Python takes long to load. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../serve.mjs';

const LOADING = 400_000; // milliseconds until Python is loaded on a machine that has much else to do
const PATIENCE = 60_000; // milliseconds until the page answers
const expected = JSON.parse(readFileSync(process.env['EXPECTED'] ?? 'build/expected.json', 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {string[]} */
const asked = [];
/** @type {string[]} */
const failed = [];

before(async () => {
  site = await serve(0);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
  page.setDefaultTimeout(PATIENCE);
  page.on('request', request => asked.push(request.url()));
  page.on('pageerror', error => failed.push(error.message));
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) failed.push(message.text());
  });
  await page.goto(site.url);
  await page.waitForSelector('#findings .error', { timeout: LOADING });
});

after(async () => {
  await browser.close();
  site.server.close();
});

let isBroken = false;

/** A step of the person; one that fails leaves a picture, and none is tried after it. @param {string} title @param {() => void | Promise<void>} act */
function step(title, act) {
  test(title, async () => {
    if (isBroken) throw new Error('an earlier step failed');
    try {
      await act();
    } catch (error) {
      isBroken = true;
      await page.screenshot({ path: 'build/failed.png' });
      throw error;
    }
  });
}

/** The findings that the page shows: where, how bad and which. */
async function findings() {
  return page
    .locator('#findings li p')
    .evaluateAll(items =>
      items.map(item => [...item.children].map(child => child.textContent).join(' ')).sort(),
    );
}

/** Waits until the page shows what it should. @param {() => Promise<unknown>} look @param {unknown} wanted */
async function until(look, wanted) {
  const end = Date.now() + PATIENCE;
  let seen = await look();
  while (JSON.stringify(seen) !== JSON.stringify(wanted) && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 50));
    seen = await look();
  }
  assert.deepEqual(seen, wanted);
}

/** Opens what stands behind "#". @param {string} hash */
async function open(hash) {
  await page.evaluate(fragment => {
    location.hash = fragment;
  }, hash);
}

step('what is found is what the installed command finds', async () => {
  await until(findings, expected.demo);
  assert.equal(await page.textContent('#verdict'), 'Core would refuse this file and keep the previous one.');
});

step('a fix mends the text, and the finding goes', async () => {
  const trailing = page.locator('#findings li', { hasText: 'trailing-comma' });
  await trailing.locator('.offer').click();
  await trailing.locator('.fixes .fixes button').first().click();
  await until(
    findings,
    expected.demo.filter((/** @type {string} */ one) => !one.includes('trailing-comma')),
  );
  assert.doesNotMatch(await page.locator('.cm-content').innerText(), /1000000},/);
});

step('the place of a finding is gone to', async () => {
  await page.locator('#findings li', { hasText: 'undefined-interceptor' }).locator('.where').click();
  await page.keyboard.type('!');
  await until(() => page.locator('.cm-activeLine').innerText(), '      "interceptors": [!"pii-filter"],');
  await page.keyboard.press('Backspace');
});

step('names are offered where a text is half-typed', async () => {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('{"roles": {"analyst": {}},\n"keys": {"k": {"project": "p", "role": "');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete', { hasText: 'analyst' }).waitFor();
  await page.keyboard.press('Escape');
});

step('the example of a rule is opened by its name', async () => {
  await open('rule=undeclared-role');
  await until(findings, expected.example);
});

step('several files are merged as Core does, in the order of their tabs', async () => {
  await page.selectOption('#examples', { index: 1 });
  await until(
    () => page.locator('[role=tab]').allInnerTexts(),
    ['base.json', 'keys.json', 'Findings', 'Who reaches what'],
  );
  await until(findings, expected.merged);
});

step('another version of Core is asked', async () => {
  await page.selectOption('#core', '0.30');
  await until(findings, expected.mergedOld);
  await page.selectOption('#core', 'latest');
  await until(findings, expected.merged);
});

step('who reaches what is shown with its reasons, and follows edits', async () => {
  await page.click('#access-tab');
  const frame = page.frameLocator('#access');
  await frame.getByRole('heading', { name: 'Who may call what' }).waitFor();
  await frame.getByText('website').first().waitFor({ state: 'attached' });
  await page.click('text=keys.json');
  await page.locator('.cm-line', { hasText: 'visitor' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    '{"keys": {"k1": {"key": "qX5nT8cB2wLz7RkV4mJd9HsG3yFp6UaQ", "project": "moon", "role": "admin"}}}',
  );
  await frame.getByText('moon').first().waitFor({ state: 'attached' });
  await page.click('#findings-tab');
});

step('policies are run while either file is edited', async () => {
  const broken = page.locator('#findings li', { hasText: 'dial-policy.toml:' });
  await page.selectOption('#examples', { index: 2 });
  await until(
    () => broken.locator('p').allInnerTexts(),
    [
      'dial-policy.toml:4:8 error policy this does not hold: key 1 (project "Website") may call model "gpt-4o", and 1 more',
    ],
  );
  const place = page.locator('#findings li', { hasText: 'aidial.config.json:7:32' });
  await place.locator('.offer').click();
  await place.locator('.fixes .fixes button').first().click();
  await until(() => broken.count(), 0);
  await page.click('text=dial-policy.toml');
  await page.locator('.cm-line:visible', { hasText: '"model:gpt-4o"' }).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    '[[policy]]\nname = "One"\non = "model:gpt-4o-mini"\nonly = "role:analyst"\n',
  );
  await until(async () => (await broken.allInnerTexts()).join().includes('gpt-4o-mini'), true);
  await page.click('#access-tab');
  const frame = page.frameLocator('#access');
  await frame.getByText('Website').first().waitFor({ state: 'attached' });
  assert.match(await frame.locator('body').innerText(), /aidial\.config\.json · 2 keys/);
  await page.click('#findings-tab');
});

step('a file of policies is begun with one click', async () => {
  await page.selectOption('#examples', { index: 3 });
  await page.click('text=+ policies');
  await until(
    () => page.locator('#files [role=tab]').allInnerTexts(),
    ['aidial.config.json', 'dial-policy.toml'],
  );
  await until(
    async () => (await page.locator('.cm-content:visible').innerText()).includes('open-to-all'),
    true,
  );
  await page.selectOption('#examples', { index: 1 });
});

step('a link holds the configuration, and says who can read it', async () => {
  await page.click('#share');
  assert.match(await page.locator('#sharing').innerText(), /Whoever gets the link can read all of it/);
  await until(async () => (await page.inputValue('#address')).startsWith('http'), true);
  const address = await page.inputValue('#address');
  await page.click('#close');
  await page.selectOption('#examples', { index: 3 });
  await until(() => page.locator('#files [role=tab]').allInnerTexts(), ['aidial.config.json']);
  await open(new URL(address).hash.slice(1));
  await until(() => page.locator('#files [role=tab]').allInnerTexts(), ['base.json', 'keys.json']);
  await page.click('text=keys.json');
  await until(async () => (await page.locator('.cm-content:visible').innerText()).includes('website'), true);
});

step('a link that cannot be read says so, and so does the name of no rule', async () => {
  await open('config=rubbish!');
  await until(
    async () => (await page.locator('#notice').innerText()).startsWith('The link cannot be read'),
    true,
  );
  await open('rule=no-such-rule');
  await until(() => page.locator('#notice').innerText(), 'There is no rule with the name no-such-rule.');
});

step('the page has no serious fault of access', async () => {
  const other = await browser.newPage({ bypassCSP: true });
  await other.goto(site.url);
  await other.evaluate(axe);
  const found = await other.evaluate('axe.run()');
  const serious = found.violations.filter((/** @type {{ impact: string }} */ one) =>
    ['serious', 'critical'].includes(one.impact),
  );
  assert.deepEqual(
    serious.map((/** @type {{ id: string }} */ one) => one.id),
    [],
  );
  await other.close();
});

step('nothing leaves the page: it asks for its own files once, and for nothing after', () => {
  const files = asked.filter(url => url.startsWith('http')).map(url => url.replace(site.url, ''));
  assert.deepEqual(files.sort(), [
    '',
    'bundle.zip',
    'page.js',
    'pyodide-lock.json',
    'pyodide.asm.mjs',
    'pyodide.asm.wasm',
    'python_stdlib.zip',
    'style.css',
    'worker.js',
  ]);
  assert.deepEqual(
    asked.filter(url => !/^(?:http|data:,$|about:srcdoc)/.test(url)),
    [],
  );
  // The editor drops an answer that comes when its text has been replaced, and says so.
  assert.deepEqual(
    failed.filter(text => !text.includes('Invalid line number')),
    [],
  );
});
