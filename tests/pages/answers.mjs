/** Reads paths of access pages, one a line, and prints for each all answers that its lists and panels show. */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

/** Runs in the page: asks for each caller, opens each pair, reads what stands there. */
function everything() {
  const said = (/** @type {Element | null} */ element) => element?.textContent?.trim() ?? '';
  const every = (/** @type {string} */ selector, /** @type {ParentNode} */ within = document) =>
    /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  const press = (/** @type {string} */ selector) => every(selector)[0]?.click();
  const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));
  const answers = [];
  press('[data-view="caller"]');
  const choice = () => document.querySelector('select');
  for (let caller = 0; caller < (choice()?.options.length ?? 0); caller++) {
    const select = /** @type {HTMLSelectElement} */ (choice());
    select.value = String(caller);
    select.dispatchEvent(new Event('change', { bubbles: true }));
    for (const button of every('#view .pair')) {
      button.click();
      answers.push({
        caller: said(choice()?.selectedOptions[0] ?? null),
        object: said(button.querySelector('.name')),
        state: button.querySelector('.badge')?.classList[1],
        short: said(button.querySelector('.badge')),
        sentence: said(panel.querySelector('.answer')),
        limits: every('.limits tbody tr', panel).map(row => every('th, td', row).map(said)),
        steps: every('.why li', panel).map(step => [
          said(step.querySelector('.place')),
          said(step.querySelector('.said')),
        ]),
        excerpts: every('.why pre', panel).map(said),
      });
    }
  }
  press('[data-view="matrix"]');
  const heads = every('.matrix [data-head]').map(head => head.title);
  const cells = every('.matrix [data-row]').flatMap(row =>
    every('td', row).map((cell, at) => [
      heads[at],
      every('th', row)[0]?.title,
      cell.className,
      cell.textContent,
    ]),
  );
  return { answers, cells };
}

const browser = await launch();
const page = await browser.newPage();
for await (const path of createInterface({ input: process.stdin })) {
  await page.goto(pathToFileURL(path).href);
  process.stdout.write(`${JSON.stringify(await page.evaluate(everything))}\n`);
}
await browser.close();
