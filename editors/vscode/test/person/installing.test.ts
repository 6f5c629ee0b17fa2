/** A person without a server gets one by a click. */
import assert from 'node:assert/strict';
import { story } from '../machine/story';

const python = process.env['DIAL_LSP_PYTHON'] ?? 'python3';

story(
  'installing',
  {
    files: 'test/workspace',
    settings: { 'dial-lsp.python': python },
    // Without the folder in which the tests themselves have a server.
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  },
  {
    'opening the folder tells that there is no server, and how to get one': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      const message = screen.notification('The language server dial-lsp is not installed.');
      await message.getByRole('button', { name: 'Install', exact: true }).waitFor();
      assert.match((await screen.status().textContent()) ?? '', /no server/);
      await code.picture('missing');
    },

    'one click installs it into an environment of its own, and the findings appear': async ({
      code,
      screen,
    }) => {
      await screen
        .notification('The language server dial-lsp is not installed.')
        .getByRole('button', { name: 'Install', exact: true })
        .click();
      await screen.notification('Installing the DIAL language server').waitFor();
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor({ timeout: 240_000 });
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
      await code.picture('installed');
    },
  },
);
