/** What the README shows: a person types a role and a slip, hears of it at once, and has it fixed. */
import { GIVEN } from '../machine/given';
import { type Scene, story } from '../machine/story';

const [KEY, GLANCE, READING] = [70, 900, 2200]; // milliseconds

/** Types a text, with a frame for each letter. */
async function typed({ code, screen }: Scene, text: string): Promise<void> {
  for (const letter of text) {
    await screen.page.keyboard.type(letter);
    await code.frame(KEY);
  }
}

story(
  'film',
  {
    files: 'test/workspace',
    settings: {
      'dial-lsp.path': GIVEN.server,
      'files.autoSave': 'off',
      'editor.minimap.enabled': false,
      'editor.cursorBlinking': 'solid',
      'editor.smoothScrolling': false,
    },
  },
  {
    'the file is open': async ({ code, screen }) => {
      await screen.page.setViewportSize({ width: 900, height: 520 });
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.command('View: Toggle Primary Side Bar Visibility');
      await screen.page.locator('.codelens-decoration', { hasText: '2 roles reach this' }).waitFor();
      await screen.goTo(7, 43);
      await code.frame(GLANCE);
    },

    'a role is offered': async ({ code, screen }) => {
      await screen.page.keyboard.type(', "'); // at once: the list that a blank opens ends before the quote
      await screen.suggestion().first().waitFor();
      await code.frame(GLANCE);
      await screen.page.keyboard.press('Enter');
      await screen.page.locator('.view-line', { hasText: /"auditor"\]/ }).waitFor();
      await screen.page.locator('.codelens-decoration', { hasText: '3 roles reach this' }).waitFor();
      await code.frame(GLANCE);
    },

    'a slip is found, with what Core would do': async scene => {
      const { code, screen } = scene;
      await screen.goTo(5, 32);
      await screen.page.keyboard.press('Enter');
      await typed(scene, '"maxRetryAttempt": 3,');
      await screen.page.keyboard.press('Escape');
      await screen.status().filter({ hasText: 'would refuse' }).waitFor();
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await code.frame(READING);
    },

    'it is fixed': async ({ code, screen }) => {
      await screen.goTo(6, 10);
      await screen.page.keyboard.press('Control+.');
      await screen.page.locator('.action-widget .focused', { hasText: 'Rename it to' }).waitFor();
      await code.frame(GLANCE);
      await screen.page.keyboard.press('Enter');
      await screen.page.locator('.view-line', { hasText: 'maxRetryAttempts' }).waitFor();
      await screen
        .status()
        .filter({ hasText: /DIAL(?!.*refuse).*Core 0\.42/ })
        .waitFor();
      await code.frame(READING);
      code.film('typing');
    },
  },
);
