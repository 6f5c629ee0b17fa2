import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { InstallationError, install, removeOthers, usualPythons } from '../../src/private-environment';
import type { Outcome, Run } from '../../src/running';

let storage: string;

beforeEach(async () => {
  storage = await mkdtemp(path.join(os.tmpdir(), 'storage-'));
});
afterEach(() => rm(storage, { recursive: true, force: true }));

const ok = (stdout = ''): Outcome => ({ code: 0, stdout, stderr: '' });
const failed = (stderr: string): Outcome => ({ code: 1, stdout: '', stderr });

/** A machine with these versions of Python, on which a step fails if it contains the word. */
function machine(pythons: Record<string, string>, fails = 'nothing'): { run: Run; asked: string[] } {
  const asked: string[] = [];
  const run: Run = async (file, args) => {
    const command = [path.basename(file), ...args].join(' ').replaceAll(storage, 'STORAGE');
    asked.push(command.replace(/server-\d+/, 'NEW'));
    if (command.includes(fails)) return failed(`${fails} did not work`);
    if (args[1] === 'venv') await mkdir(args[2] ?? '');
    if (args[0] !== '--version') return ok();
    if (path.basename(file) === 'dial-lsp') return ok('dial-lsp 0.1.0');
    const version = pythons[file];
    return version ? ok(`Python ${version}`) : failed('not found');
  };
  return { run, asked };
}

const wanted = (run: Run, pythons: readonly string[]) => ({
  storage,
  pythons,
  windows: false,
  run,
  tell: () => {},
});

test('the first Python that is new enough makes the environment, pip fills it, and the server must answer', async () => {
  const { run, asked } = machine({ python3: '3.9.2', 'python3.12': '3.12.1' });
  const name = await install(wanted(run, ['python3', 'python3.12', 'python']));
  assert.deepEqual(asked, [
    'python3 --version',
    'python3.12 --version',
    'python3.12 -m venv STORAGE/NEW',
    'python -m pip install --disable-pip-version-check --no-input dial-lsp>=0.1.0',
    'dial-lsp --version',
  ]);
  assert.deepEqual(await readdir(storage), [name]);
});

test('a failed installation leaves nothing behind and keeps what was there', async () => {
  await mkdir(path.join(storage, 'server-1'));
  const { run } = machine({ python3: '3.12.1' }, 'pip');
  await assert.rejects(
    install(wanted(run, ['python3'])),
    new InstallationError('pip could not install dial-lsp.', 'pip did not work'),
  );
  assert.deepEqual(await readdir(storage), ['server-1']);
});

test('without a Python that is new enough the message says what was found', async () => {
  const { run } = machine({ python3: '3.9.2' });
  await assert.rejects(install(wanted(run, usualPythons(false))), /3\.11 or newer.*python3 is 3\.9\.2/);
});

test('older environments are removed, other files stay', async () => {
  for (const name of ['server-1', 'server-2', 'other']) await mkdir(path.join(storage, name));
  await removeOthers(storage, 'server-2');
  assert.deepEqual((await readdir(storage)).sort(), ['other', 'server-2']);
});
