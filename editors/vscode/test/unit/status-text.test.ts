import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusOf } from '../../src/status-text';

const running = { kind: 'running', server: 'dial-lsp 0.1.0 from PATH' } as const;

test('findings are counted by severity, beside the version of Core', () => {
  const status = statusOf(running, { errors: 2, warnings: 1, informations: 3 }, '0.42');
  assert.equal(status.text, 'DIAL $(error) 2 $(warning) 1 $(info) 3 Core 0.42');
  assert.equal(
    status.tooltip,
    'In this file: 2 errors, 1 warning, 3 remarks\nChecked for Core 0.42\ndial-lsp 0.1.0 from PATH',
  );
});

test('a clean file has a check mark', () => {
  assert.equal(
    statusOf(running, { errors: 0, warnings: 0, informations: 0 }, undefined).text,
    'DIAL $(check)',
  );
});

test('a missing server is seen at once', () => {
  const status = statusOf(
    { kind: 'failed', reason: 'not installed' },
    { errors: 0, warnings: 0, informations: 0 },
    undefined,
  );
  assert.deepEqual(status, { text: '$(error) DIAL: no server', tooltip: 'not installed', alarming: true });
});
