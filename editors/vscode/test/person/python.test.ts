/** A person who uses Microsoft's Python extension and has the server in the selected environment. */
import assert from 'node:assert/strict';
import { story } from '../machine/story';

story(
  'python',
  {
    files: 'test/workspace',
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    extensions: ['build/fake-python.vsix'],
  },
  {
    'the server of the selected environment runs': async ({ screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
      const label = (await screen.status().locator('a').getAttribute('aria-label')) ?? '';
      assert.match(label, /from the selected Python environment/);
    },
  },
);
