/** A person opens a folder of somebody else, whose settings name a program, and does not trust it at first. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { GIVEN } from '../machine/given';
import { programsWith } from '../machine/programs';
import { story } from '../machine/story';

story(
  'trust',
  {
    files: 'test/foreign-workspace',
    environment: { PATH: programsWith({ python3: GIVEN.python }) },
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'always',
    },
  },
  {
    'nothing of the folder runs before it is trusted': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await code.picture('untrusted');
      assert.ok(!existsSync(code.file('was-run')));
    },

    'once it is trusted, its choice counts': async ({ code, screen }) => {
      await screen.command('Workspaces: Manage Workspace Trust');
      await screen.page
        .locator('.workspace-trust-editor')
        .getByRole('button', { name: 'Trust', exact: true })
        .click();
      await screen.eventually(async () => existsSync(code.file('was-run')), 'the program of the folder');
    },
  },
);
