import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAtLeast, versionIn } from '../../src/version';

test('the version is found in what programs print', () => {
  assert.equal(versionIn('dial-lsp 0.1.0\n'), '0.1.0');
  assert.equal(versionIn('dial-lsp, version 1.20.3rc1'), '1.20.3rc1');
  assert.equal(versionIn('Python 3.11.7'), '3.11.7');
  assert.equal(versionIn('usage: something else'), undefined);
  assert.equal(versionIn(''), undefined);
});

test('versions are compared number by number', () => {
  const pairs: [string, string, boolean][] = [
    ['0.1.0', '0.1.0', true],
    ['0.1', '0.1.0', true],
    ['0.10.0', '0.9.0', true],
    ['0.9.9', '0.10.0', false],
    ['1.2.0rc1', '1.2.0', true],
    ['3.9.2', '3.11', false],
  ];
  for (const [version, least, expected] of pairs) {
    assert.equal(isAtLeast(version, least), expected, `${version} >= ${least}`);
  }
});
