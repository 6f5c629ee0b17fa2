/** A person with an installed server edits a configuration of two files. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GIVEN } from '../machine/given';
import type { Screen } from '../machine/screen';
import { story } from '../machine/story';

const refusedNoMore = (screen: Screen) =>
  screen.eventually(
    async () => !((await screen.status().textContent()) ?? '').includes('refuse'),
    'no refusal',
  );

story(
  'editing',
  { files: 'test/workspace', settings: { 'dial-lsp.path': GIVEN.server, 'explorer.compactFolders': false } },
  {
    'the first mistake is underlined': async ({ screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    },

    'the Problems panel says what Core would do': async ({ screen }) => {
      await screen.page.keyboard.press('Control+Shift+m');
      const row =
        '-1 does not mean unlimited: Core answers 403 when a caller with only role "analyst" calls model "gpt-4o"';
      await screen.page.locator('.markers-panel .monaco-list-row', { hasText: row }).first().waitFor();
    },

    'the status item counts the findings and names the version of Core': async ({ screen }) => {
      await screen
        .status()
        .filter({ hasText: /DIAL\s+1\s+1\s+Core 0\.42/ })
        .waitFor();
    },

    'lenses count who reaches a model': async ({ code, screen }) => {
      await screen.page.locator('.codelens-decoration', { hasText: '2 keys, 2 roles reach this' }).waitFor();
      await screen.page
        .locator('.codelens-decoration', { hasText: '2 keys, reaches 2 deployments' })
        .waitFor();
      await code.picture('problems');
    },

    'a click on a lens shows who reaches the model': async ({ code, screen }) => {
      await screen.command('View: Toggle Panel Visibility');
      await screen.page.locator('.codelens-decoration a', { hasText: '2 roles reach this' }).first().click();
      const tab = screen.page.locator('.tab.active', { hasText: 'Who reaches what' });
      await tab.waitFor();
      await screen.webview().locator('.question', { hasText: 'Who may call' }).waitFor();
      await screen.webview().locator('#view .pair').first().waitFor();
      await code.picture('access');
      await tab.locator('.codicon-close').click();
      await tab.waitFor({ state: 'detached' });
      await screen.goTo(1, 1);
      await screen.command('View: Toggle Panel Visibility');
    },

    'role names are offered while typing': async ({ code, screen }) => {
      await screen.goTo(7, 43);
      await screen.page.keyboard.type(', "');
      assert.deepEqual(await screen.suggestions(), ['auditor']);
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('aidial.config.json'), '["analyst", "developer", "auditor"]');
    },

    'a quick fix declares the role': async ({ code, screen }) => {
      await screen.goTo(7, 34);
      await screen.page.keyboard.press('Control+.');
      await screen.page.locator('.action-widget .focused', { hasText: 'Declare role "developer"' }).waitFor();
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('aidial.config.json'), '"developer": {');
    },

    'renaming a role changes both files': async ({ code, screen }) => {
      await screen.goTo(7, 23);
      await screen.page.keyboard.press('F2');
      const input = screen.page.locator('.rename-box input');
      await input.fill('scientist');
      await code.picture('rename');
      await screen.page.keyboard.press('Enter');
      await screen.saves(code.file('aidial.config.json'), '["scientist", "developer", "auditor"]');
      await screen.saves(code.file('keys.json'), '"role": "scientist"');
      const files = ['aidial.config.json', 'keys.json'].map(name => readFileSync(code.file(name), 'utf8'));
      assert.ok(!files.join().includes('analyst'));
    },

    'a syntax mistake is told once, by us': async ({ screen }) => {
      await screen.goTo(6, 1);
      await screen.page.keyboard.type(',');
      await screen.page.locator('.markers-panel .monaco-list-row', { hasText: 'comma' }).first().waitFor();
      const here = (await screen.problems()).filter(row => row.includes('Ln 6,'));
      assert.equal(here.length, 1, here.join('\n'));
    },

    'the status item is red and says what Core would do': async ({ code, screen }) => {
      const refused = screen.status().filter({ hasText: 'Core 0.42 would refuse these files' });
      await refused.waitFor();
      assert.match((await refused.getAttribute('class')) ?? '', /error-kind/);
      const label = (await refused.locator('a').getAttribute('aria-label')) ?? '';
      assert.match(label, /keep the previous ones/);
      await code.picture('verdict');
    },

    'its first action goes to the reason': async ({ code, screen }) => {
      await screen.openFile('keys.json');
      await screen.status().click();
      const first = screen.page.locator('.quick-input-list .monaco-list-row').first();
      await first.filter({ hasText: 'Go to the reason (line 6)' }).waitFor();
      await code.picture('reason');
      await first.click();
      await screen.page.locator('.tab.active[data-resource-name="aidial.config.json"]').waitFor();
      await screen.page.locator('.statusbar-item', { hasText: 'Ln 6, Col 2 (1 selected)' }).first().waitFor();
      await screen.page.keyboard.press('Escape');
      await screen.page.keyboard.press('Control+z');
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
      await refusedNoMore(screen);
    },

    'a configuration inside Helm values has its verdict, too': async ({ screen }) => {
      await screen.openFile('values.yaml');
      await screen.status().filter({ hasText: 'DIAL' }).waitFor();
      await screen.command('DIAL: Show the Merged Configuration');
      await screen.page.locator('.tab.active[data-resource-name="merged.jsonc"]').waitFor();
    },
  },
);
