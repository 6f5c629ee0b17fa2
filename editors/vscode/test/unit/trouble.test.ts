import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Crashes } from '../../src/crashes';
import { troubleOf, troubleOfCrash } from '../../src/trouble';

test('without a Python the message says what was seen and what to do', () => {
  const seen = ['/usr/bin/python3: dial-lsp needs Python 3.11 or newer; this is 3.9'];
  assert.equal(
    troubleOf({ kind: 'missing', seen }).text,
    'The language server needs Python 3.11 or newer, and none was found (/usr/bin/python3: dial-lsp needs Python 3.11 or newer; this is 3.9). Install Python, or name one in the setting dial-lsp.python.',
  );
  assert.match(troubleOf({ kind: 'missing', seen: [] }).text, /none was found\. Install Python/);
});

test('an old server is told of with its version, its place and the version that is needed', () => {
  const trouble = troubleOf({ kind: 'old', file: '/usr/bin/dial-lsp', origin: 'PATH', version: '0.0.9' });
  assert.equal(
    trouble.text,
    'The language server from PATH (/usr/bin/dial-lsp) is version 0.0.9; this extension needs 0.1.0 or newer.',
  );
  assert.deepEqual(trouble.buttons, ['Open Settings', 'Show Output']);
});

test('a server of the setting is told of as such', () => {
  const trouble = troubleOf({
    kind: 'broken',
    file: '/mine',
    origin: 'the setting dial-lsp.path',
    reason: 'there is no such file',
  });
  assert.equal(
    trouble.text,
    'The language server from the setting dial-lsp.path (/mine) does not run: there is no such file.',
  );
  assert.deepEqual(trouble.buttons, ['Open Settings', 'Show Output']);
});

test('a crash offers to restart', () => {
  const crash = troubleOfCrash('/usr/bin/dial-lsp', 'PATH', 4);
  assert.equal(
    crash.text,
    'The language server from PATH (/usr/bin/dial-lsp) ended unexpectedly 4 times in a row.',
  );
  assert.deepEqual(crash.buttons, ['Restart', 'Open Settings', 'Show Output']);
  const chosen = troubleOfCrash('/mine', 'the setting dial-lsp.path', 1);
  assert.match(chosen.text, /ended while it was starting/);
  assert.deepEqual(chosen.buttons, ['Restart', 'Open Settings', 'Show Output']);
});

test('the fourth crash within three minutes is one too many', () => {
  const crashes = new Crashes();
  assert.deepEqual(
    [0, 10_000, 20_000, 30_000].map(now => crashes.tooMany(now)),
    [false, false, false, true],
  );
});

test('crashes of long ago do not count', () => {
  const crashes = new Crashes();
  assert.deepEqual(
    [0, 100_000, 200_000, 300_000, 400_000].map(now => crashes.tooMany(now)),
    [false, false, false, false, false],
  );
});
