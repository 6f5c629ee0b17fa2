/** A person whose chosen server does not work. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { GIVEN } from '../machine/given';
import { story } from '../machine/story';

const folder = mkdtempSync(path.join(os.tmpdir(), 'trouble-'));
const server = path.join(folder, 'dial-lsp');
after(() => rmSync(folder, { recursive: true }));

/** Makes the server one that tells its version and then does what the line says. */
function makeServer(line: string): void {
  writeFileSync(server, `#!/bin/sh\n[ "$1" = --version ] && echo dial-lsp 9.0.0 && exit\n${line}\n`);
  chmodSync(server, 0o755);
}

makeServer('exit 3');

story(
  'trouble',
  { files: 'test/workspace', settings: { 'dial-lsp.path': server } },
  {
    'a server that ends while it starts is told of once, with buttons that help': async ({
      code,
      screen,
    }) => {
      await screen.openFile('aidial.config.json');
      const message = screen.notification('ended while it was starting');
      await message.getByRole('button', { name: 'Restart', exact: true }).waitFor();
      await message.getByRole('button', { name: 'Show Output', exact: true }).waitFor();
      await code.picture('trouble');
      await screen.page.locator('.notification-toast').nth(1).waitFor({ state: 'detached' });
    },

    'once the server is repaired, the button starts it': async ({ screen }) => {
      makeServer(`exec '${GIVEN.server}'`);
      const message = screen.notification('ended while it was starting');
      await message.getByRole('button', { name: 'Restart', exact: true }).click();
      await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await screen.status().filter({ hasText: 'Core 0.42' }).waitFor();
    },
  },
);
