/** The pages that the tests look at, which the caller has made, and a browser for a file of tests. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, open } from './browser.mjs';

const folder = process.env['PAGES'] ?? 'build/pages';

/** @typedef {import('playwright-core').Page} Page */

/** The address of a page, with what stands behind `#`. @param {string} name @param {string} [hash] */
export function address(name, hash = '') {
  return pathToFileURL(path.join(path.resolve(folder), `${name}.html`)).href + hash;
}

/**
 * Opens pages in one browser for the tests of a file. Whatever a page asks for, and each error, fails its test.
 *
 * @returns {(name: string, hash?: string, options?: import('playwright-core').BrowserContextOptions) => Promise<Page>}
 */
export function browsing() {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof open>>[]} */
  const opened = [];
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    assert.deepEqual(
      opened.flatMap(({ asked, failed }) => [...asked, ...failed]),
      [],
    );
  });
  return async (name, hash = '', options = {}) => {
    const found = await open(browser, address(name, hash), options);
    opened.push(found);
    return found.page;
  };
}

/** The texts of all that a selector finds. @param {Page} page @param {string} selector */
export async function texts(page, selector) {
  return (await page.locator(selector).allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
}
