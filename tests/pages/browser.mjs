/** A headless browser that may load nothing from anywhere, and remembers who tried. */
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
}

/**
 * Opens a page; `asked` fills with all that it asks for but itself, `failed` with errors of its script and its policy.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function open(browser, url, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  /** @type {string[]} */
  const asked = [];
  /** @type {string[]} */
  const failed = [];
  page.on('request', request => {
    if (request.url() !== url.split('#')[0]) asked.push(request.url());
  });
  page.on('pageerror', error => failed.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') failed.push(message.text());
  });
  await page.goto(url);
  return { page, asked, failed };
}
