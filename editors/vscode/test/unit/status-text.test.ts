import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusOf } from '../../src/status-text';

const running = { kind: 'running', server: 'dial-lsp 0.1.0 from PATH' } as const;

test('findings are counted by severity, beside the version of Core', () => {
  const status = statusOf(running, { errors: 2, warnings: 1, informations: 3 }, { core: '0.42' });
  assert.equal(status.text, 'DIAL $(error) 2 $(warning) 1 $(info) 3 Core 0.42');
  assert.equal(
    status.tooltip,
    'In this file: 2 errors, 1 warning, 3 remarks\nChecked for Core 0.42\ndial-lsp 0.1.0 from PATH',
  );
});

test('a clean file has a check mark', () => {
  assert.equal(statusOf(running, { errors: 0, warnings: 0, informations: 0 }, {}).text, 'DIAL $(check)');
});

test('a missing server is seen at once', () => {
  const status = statusOf(
    { kind: 'failed', reason: 'not installed' },
    { errors: 0, warnings: 0, informations: 0 },
    {},
  );
  assert.deepEqual(status, { text: '$(error) DIAL: no server', tooltip: 'not installed', alarming: true });
});

test('what Core would refuse is said first, in red', () => {
  const refusal = 'Core 0.42 would refuse these files and keep the previous ones.';
  const status = statusOf(running, { errors: 1, warnings: 0, informations: 0 }, { core: '0.42', refusal });
  assert.equal(status.text, 'DIAL $(error) 1 Core 0.42 would refuse these files');
  assert.equal(status.tooltip.split('\n')[0], refusal);
  assert.ok(status.alarming);
});
