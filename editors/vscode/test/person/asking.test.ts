/** A person asks what an unsaved edit changes, and why somebody can or cannot call something. */
import assert from 'node:assert/strict';
import { GIVEN } from '../machine/given';
import { story } from '../machine/story';

story(
  'asking',
  // In a browser VS Code saves by itself.
  { files: 'test/workspace', settings: { 'dial-lsp.path': GIVEN.server, 'files.autoSave': 'off' } },
  {
    'a lens above an unsaved file says what the edit changes': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.goTo(12, 30);
      await screen.page.keyboard.type(', "nobody"');
      await screen.page.keyboard.press('Escape');
      await screen.goTo(12, 21);
      for (const key of ['Delete', ...Array.from('analyst", ', () => 'Delete')])
        await screen.page.keyboard.press(key);
      await screen.page
        .locator('.codelens-decoration', { hasText: 'Unsaved: 2 keys no longer reach 1 model' })
        .waitFor();
      await code.picture('unsaved');
    },

    'a click on it shows the edits and what they do': async ({ code, screen }) => {
      await screen.page.locator('.codelens-decoration a', { hasText: 'Unsaved:' }).first().click();
      const tab = screen.page.locator('.tab.active', { hasText: 'What changes' });
      await tab.waitFor();
      const cause = screen
        .webview()
        .locator('.cause', { hasText: 'userRoles of model "embeddings" changes' });
      await cause.waitFor();
      await code.picture('difference');
      await tab.locator('.codicon-close').click();
      await tab.waitFor({ state: 'detached' });
    },

    'saving takes the lens away': async ({ screen }) => {
      await screen.command('File: Save All');
      await screen.page
        .locator('.codelens-decoration', { hasText: 'Unsaved:' })
        .waitFor({ state: 'detached' });
    },

    'why somebody cannot call something is answered after two questions': async ({ code, screen }) => {
      await screen.goTo(1, 1);
      await screen.command('DIAL: Why Can, or Cannot, Somebody Call Something?');
      const rows = screen.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'key 1 (project "reports")' }).click();
      await rows.filter({ hasText: 'model "embeddings"' }).waitFor();
      await code.picture('question');
      await rows.filter({ hasText: 'model "embeddings"' }).click();
      await screen.page.locator('.tab.active[data-resource-name="Why.txt"]').waitFor();
      const text = screen.page.locator('.editor-instance .view-lines').last();
      await text.filter({ hasText: /may.not.call.model/ }).waitFor();
      await screen.page.locator('.detected-link').first().waitFor();
      await code.picture('why');
    },

    'a line of the chain leads to its file': async ({ screen }) => {
      const link = screen.page.locator('.detected-link', { hasText: 'aidial.config.json:12' }).first();
      const box = await link.boundingBox();
      assert.ok(box);
      // The link is drawn anew while the key is held down.
      await screen.page.keyboard.down('Control');
      await screen.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await screen.page.keyboard.up('Control');
      await screen.page.locator('.tab[data-resource-name="aidial.config.json"]').nth(1).waitFor();
    },

    'a lens of a key asks what it calls': async ({ screen }) => {
      await screen.command('View: Close All Editors');
      await screen.openFile('keys.json');
      await screen.page.locator('.codelens-decoration a', { hasText: 'why?' }).first().click();
      const rows = screen.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'model "gpt-4o"' }).click();
      await screen.page.locator('.tab.active[data-resource-name="Why.txt"]').waitFor();
    },

    'a hover leads to the question, too': async ({ code, screen }) => {
      await screen.command('View: Close All Editors');
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.goTo(7, 25);
      await screen.command('Show or Focus Hover');
      const link = screen.page.locator('.monaco-hover a', { hasText: 'Why can, or cannot, others call it?' });
      await link.waitFor();
      await code.picture('hover');
      await link.click();
      const rows = screen.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'any authenticated caller' }).click();
      await screen.page.locator('.tab.active[data-resource-name="Why.txt"]').waitFor();
    },
  },
);
