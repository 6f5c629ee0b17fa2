/** A person who has a Python, in which nothing is installed, and no server. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { GIVEN } from '../machine/given';
import { programsWith } from '../machine/programs';
import { story } from '../machine/story';

story(
  'bundled',
  { files: 'test/workspace', environment: { PATH: programsWith({ python3: GIVEN.python }) } },
  {
    'the server of the extension runs without a click': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
      const label = (await screen.status().locator('a').getAttribute('aria-label')) ?? '';
      assert.match(label, /from the extension/);
      await code.picture('server');
    },

    'names are offered': async ({ screen }) => {
      await screen.goTo(7, 43);
      await screen.page.keyboard.type(', "');
      assert.deepEqual(await screen.suggestions(), ['auditor']);
    },

    'nothing is written into the folder of the extension': async ({ code }) => {
      const files = readdirSync(code.extensions, { recursive: true, encoding: 'utf8' });
      assert.ok(files.some(file => file.endsWith('server.py')));
      assert.deepEqual(
        files.filter(file => file.includes('__pycache__') || path.extname(file) === '.pyc'),
        [],
      );
    },
  },
);
