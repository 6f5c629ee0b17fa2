/** A person who has a Python, in which nothing is installed, and no server. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { GIVEN } from '../machine/given';
import { programsWith } from '../machine/programs';
import { story } from '../machine/story';

story(
  'bundled',
  {
    files: 'test/workspace',
    environment: { PATH: programsWith({ python3: GIVEN.python }) },
    settings: { 'files.autoSave': 'off' }, // in a browser VS Code saves by itself
  },
  {
    'the server of the extension runs without a click': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
      const label = (await screen.status().locator('a').getAttribute('aria-label')) ?? '';
      assert.match(label, /from the extension/);
      await code.picture('server');
    },

    'names are offered': async ({ code, screen }) => {
      await screen.goTo(7, 43);
      await screen.page.keyboard.type(', "');
      assert.deepEqual(await screen.suggestions(), ['auditor']);
      await code.picture('bundled-completion');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('aidial.config.json'), '["analyst", "developer", "auditor"]');
    },

    'a finding is fixed': async ({ code, screen }) => {
      await screen.goTo(7, 34);
      await screen.page.keyboard.press('Control+.');
      await screen.page.locator('.action-widget .focused', { hasText: 'Declare role "developer"' }).waitFor();
      await code.picture('bundled-fix');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('aidial.config.json'), '"developer": {');
    },

    'a lens says what the unsaved edit changes': async ({ code, screen }) => {
      await screen.goTo(12, 22);
      await screen.page.keyboard.type('no-');
      await screen.page.keyboard.press('Escape');
      await screen.page
        .locator('.codelens-decoration', { hasText: 'Unsaved: 2 keys no longer reach 1 model' })
        .waitFor();
      await code.picture('bundled-unsaved');
    },

    'the status bar says what Core would do': async ({ code, screen }) => {
      await screen.goTo(6, 1);
      await screen.page.keyboard.type(',');
      await screen.status().filter({ hasText: 'Core 0.42 would refuse these files' }).waitFor();
      await screen.page.keyboard.press('Escape'); // no completions over it
      await code.picture('bundled-verdict');
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
