/** A person without any Python: the file stays JSON, checked by VS Code, and one message says what to install. */
import { programsWith } from '../machine/programs';
import { story } from '../machine/story';

story(
  'no-python',
  { files: 'test/workspace', environment: { PATH: programsWith({}) } },
  {
    'one message says what to install': async ({ code, screen }) => {
      await screen.openFile('aidial.config.json');
      await screen.notification('needs Python 3.11 or newer, and none was found').waitFor();
      await screen.status().filter({ hasText: 'no server' }).waitFor();
      await code.picture('no-python');
    },

    'the file keeps the JSON support of VS Code': async ({ screen }) => {
      await screen.goTo(6, 1);
      await screen.page.keyboard.type(',');
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    },
  },
);
