import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expanded } from '../../src/variables';

const variables = { home: '/home/me', workspaceFolder: '/project', environment: { VENV: '/venv' } };

const cases: [string, string][] = [
  ['', ''],
  ['/usr/bin/dial-lsp', '/usr/bin/dial-lsp'],
  ['~/bin/dial-lsp', '/home/me/bin/dial-lsp'],
  ['~other/dial-lsp', '/project/~other/dial-lsp'],
  ['${userHome}/bin/dial-lsp', '/home/me/bin/dial-lsp'],
  ['${workspaceFolder}/.venv/bin/dial-lsp', '/project/.venv/bin/dial-lsp'],
  ['${env:VENV}/bin/dial-lsp', '/venv/bin/dial-lsp'],
  ['${env:NOWHERE}/dial-lsp', '${env:NOWHERE}/dial-lsp'],
  ['.venv/bin/dial-lsp', '/project/.venv/bin/dial-lsp'],
];

for (const [written, meant] of cases) {
  test(`"${written}" means "${meant}"`, () => assert.equal(expanded(written, variables), meant));
}

test('a relative path counts from the home folder where there is no workspace', () => {
  assert.equal(
    expanded('bin/dial-lsp', { ...variables, workspaceFolder: undefined }),
    '/home/me/bin/dial-lsp',
  );
});
