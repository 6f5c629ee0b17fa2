/** A person types entries in several goes and saves: what the server has heard by then is compared by the caller. */
import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { GIVEN } from '../machine/given';
import type { Screen } from '../machine/screen';
import { story } from '../machine/story';

const CONFIG = 'aidial.config.json';

/** Types into a new line above line 11. */
async function typed(screen: Screen, text: string): Promise<void> {
  await screen.goTo(10, 1);
  await screen.page.keyboard.press('Control+Enter');
  await screen.page.keyboard.type(text);
  await screen.page.keyboard.press('Escape');
}

async function heard(method: string): Promise<boolean> {
  const files = (await readdir(GIVEN.sessions)).filter(file => file.endsWith('.in'));
  const texts = await Promise.all(files.map(file => readFile(path.join(GIVEN.sessions, file), 'utf8')));
  return texts.some(text => text.includes(`"${method}"`));
}

story(
  'typing',
  { files: '../../tests/editors/workspace', settings: { 'dial-lsp.path': GIVEN.server } },
  {
    'a role is typed in two goes': async ({ screen }) => {
      await screen.openFile(CONFIG);
      // What is typed before a server runs, no server hears of.
      await screen.page.locator('.codelens-decoration', { hasText: 'roles reach this' }).waitFor();
      await typed(screen, '"r\u00f6le \u{1f600}": {"limits": {"gpt-4o": {"minute": 1');
      await typed(screen, '00, "day": 2}}},');
    },

    'it is taken back and made again, and a line is deleted': async ({ screen }) => {
      await screen.page.keyboard.press('Control+z');
      await screen.page.keyboard.press('Control+y');
      await screen.goTo(10, 1);
      await screen.page.keyboard.press('Control+Shift+k');
    },

    'half a role is saved': async ({ code, screen }) => {
      await typed(screen, '"auditor": {"half": [1,');
      await code.picture('typing');
      await screen.saves(code.file(CONFIG), '"half"');
      await screen.eventually(() => heard('textDocument/didSave'), 'the server hears of it');
      await copyFile(code.file(CONFIG), path.join(GIVEN.sessions, CONFIG));
    },
  },
);
