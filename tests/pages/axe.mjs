/** What axe has against a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Faults that are serious or worse, each with what it was found at. The page must be opened without its policy.
 *
 * @param {import('playwright-core').Page} page
 */
export async function seriousFaults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate('axe.run()');
  return found.violations
    .filter((/** @type {{ impact: string }} */ fault) => ['serious', 'critical'].includes(fault.impact))
    .map((/** @type {{ id: string, nodes: { target: string[], html: string }[] }} */ fault) =>
      [fault.id, fault.nodes.length, fault.nodes[0]?.html].join(' '),
    );
}
