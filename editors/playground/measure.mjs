/** `node measure.mjs` prints as JSON what dist/ weighs and how long it takes in a headless Chromium. */
import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const LOADS = 3;
const EDITS = 20;
const PATIENCE = 400_000; // milliseconds

const site = await serve(0);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

/** What there is to load: bytes as they are, and packed as web servers do. */
async function weights() {
  const folder = new URL('dist/', import.meta.url);
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async name => {
      const bytes = await readFile(new URL(name, folder));
      return { name, bytes: bytes.length, packed: gzipSync(bytes).length };
    }),
  );
}

/** Milliseconds from the address to the first findings, each time in a browser that has nothing of it. */
async function load() {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const start = performance.now();
  await page.goto(site.url);
  await page.waitForSelector('#findings .error');
  return { page, context, taken: performance.now() - start };
}

/** Milliseconds from each of some keystrokes to what it changes in the findings. @param {import('playwright-core').Page} page */
async function edits(page) {
  const found = page.locator('#findings li', { hasText: 'userRolesX' });
  await page.locator('.cm-line', { hasText: '"userRoles"' }).first().click();
  await page.keyboard.press('End');
  for (let step = 0; step < '": ["analyst", "anlyst"]'.length; step++) await page.keyboard.press('ArrowLeft');
  const taken = [];
  for (let number = 0; number < EDITS; number++) {
    for (const [key, state] of /** @type {const} */ ([
      ['X', 'attached'],
      ['Backspace', 'detached'],
    ])) {
      const start = performance.now();
      await page.keyboard.press(key);
      await found.first().waitFor({ state });
      taken.push(performance.now() - start);
    }
  }
  return taken;
}

const loads = [];
let typed = [0];
for (let number = 0; number < LOADS; number++) {
  const { page, context, taken } = await load();
  loads.push(taken);
  if (number === LOADS - 1) typed = await edits(page);
  await context.close();
}
const version = browser.version();
process.stdout.write(`${JSON.stringify({ version, files: await weights(), loads, edits: typed })}\n`);
await browser.close();
site.server.close();
