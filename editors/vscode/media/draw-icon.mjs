/** Draws icon.png from icon.svg, for the Marketplace takes no SVG: `npm run icon`. */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const size = 256;
const svg = await readFile(new URL('icon.svg', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
await page.screenshot({ path: new URL('icon.png', import.meta.url).pathname, omitBackground: true });
await browser.close();
