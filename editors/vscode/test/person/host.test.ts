/** Runs the suite of `test/host` inside VS Code. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GIVEN } from '../machine/given';
import { VSCode } from '../machine/vscode';

let code: VSCode;

before(async () => {
  code = await VSCode.start({ files: 'test/workspace', settings: { 'dial-lsp.path': GIVEN.server } });
});
after(() => code.stop());

test('the suite inside VS Code passes', async () => {
  const { code: status, lines } = await code.runInHost('build/host');
  console.log(lines.join('\n'));
  if (status !== 0) code.keepLog('host-failed');
  assert.match(lines.at(-1) ?? '', /^\d+ passed, 0 failed$/);
  assert.equal(status, 0);
});
