import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideInterpreter, findServer, type Surroundings } from '../../src/finding';

/** A machine on which these programs exist; each answers `--version` with the text, or fails with null. */
function machine(programs: Record<string, string | null>, choices: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: '',
    interpreter: async () => undefined,
    searchPath: '/usr/bin:/home/me/bin',
    python: '',
    bundle: ['server.py'],
    trusted: true,
    folders: ['/home/me/project'],
    windows: false,
    isFile: async file => Object.keys(programs).some(program => program.split(' ')[0] === file),
    run: async (file, args) => {
      const answer = programs[[file, ...args.slice(0, -1)].join(' ')] ?? null;
      return answer === null
        ? { code: 1, stdout: '', stderr: 'Traceback\nImportError: no pygls\n' }
        : { code: 0, stdout: answer, stderr: '' };
    },
    ...choices,
  };
}

const GOOD = 'dial-lsp 0.1.0';
const everywhere = {
  '/mine/dial-lsp': GOOD,
  '/venv/bin/dial-lsp': GOOD,
  '/usr/bin/dial-lsp': GOOD,
  '/usr/bin/python3 server.py': GOOD,
};
const all = {
  setting: '/mine/dial-lsp',
  interpreter: async () => '/venv/bin/python',
};

test('the setting comes first, then the selected environment, then PATH, then the extension', async () => {
  const order: string[] = [];
  const programs: Record<string, string> = { ...everywhere };
  for (const setting of [all.setting, '', '', '']) {
    const found = await findServer(machine(programs, { ...all, setting }));
    assert.equal(found.kind, 'usable');
    order.push(found.origin);
    if (!setting) delete programs[[found.file, ...found.args].join(' ')];
  }
  assert.deepEqual(order, [
    'the setting dial-lsp.path',
    'the selected Python environment',
    'PATH',
    'the extension',
  ]);
});

test('the setting is not overruled when there is nothing at its path', async () => {
  const found = await findServer(machine(everywhere, { ...all, setting: '/gone/dial-lsp' }));
  assert.deepEqual(found, {
    kind: 'broken',
    file: '/gone/dial-lsp',
    origin: 'the setting dial-lsp.path',
    reason: 'there is no such file',
  });
});

test('without any server it is missing', async () => {
  assert.deepEqual(await findServer(machine({})), { kind: 'missing', seen: [] });
});

test('an old server is passed over if there is a newer one further down', async () => {
  const found = await findServer(
    machine({ '/usr/bin/dial-lsp': 'dial-lsp 0.0.9', '/home/me/bin/dial-lsp': 'dial-lsp 1.2.0' }),
  );
  assert.deepEqual(found, {
    kind: 'usable',
    file: '/home/me/bin/dial-lsp',
    args: [],
    origin: 'PATH',
    version: '1.2.0',
  });
});

test('an old server is told of if there is no other', async () => {
  const found = await findServer(machine({ '/usr/bin/dial-lsp': 'dial-lsp 0.0.9' }));
  assert.deepEqual(found, { kind: 'old', file: '/usr/bin/dial-lsp', origin: 'PATH', version: '0.0.9' });
});

test('a broken server is told of with the last line it said', async () => {
  const found = await findServer(machine({ '/usr/bin/dial-lsp': null }));
  assert.deepEqual(found, {
    kind: 'broken',
    file: '/usr/bin/dial-lsp',
    origin: 'PATH',
    reason: 'ImportError: no pygls',
  });
});

test('in a folder that is not trusted, neither its programs nor the selected environment run', async () => {
  const asked: string[] = [];
  const found = await findServer(
    machine(
      { '/home/me/project/bin/dial-lsp': GOOD, '/usr/bin/dial-lsp': GOOD },
      {
        trusted: false,
        searchPath: '/home/me/project/bin:/usr/bin',
        interpreter: async () => {
          asked.push('interpreter');
          return '/home/me/project/.venv/bin/python';
        },
      },
    ),
  );
  assert.equal(found.kind === 'usable' && found.file, '/usr/bin/dial-lsp');
  assert.deepEqual(asked, []);
});

test('a relative folder of PATH is never searched', async () => {
  const found = await findServer(machine({ 'bin/dial-lsp': GOOD }, { searchPath: 'bin:.' }));
  assert.equal(found.kind, 'missing');
});

test('commands stand beside the interpreter, on Windows in Scripts', () => {
  assert.equal(besideInterpreter('/venv/bin/python3', 'dial-lsp', false), '/venv/bin/dial-lsp');
  const windows = String.raw`C:\venv\Scripts\dial-lsp.exe`;
  assert.equal(besideInterpreter(String.raw`C:\venv\Scripts\python.exe`, 'dial-lsp', true), windows);
  assert.equal(besideInterpreter(String.raw`C:\venv\python.exe`, 'dial-lsp', true), windows);
});

test('the server of the extension runs with the first Python that is new enough', async () => {
  const old = 'dial-lsp needs Python 3.11 or newer; this is 3.9';
  const at = machine({ '/usr/bin/python3 server.py': null, '/home/me/bin/python3.12 server.py': GOOD });
  const found = await findServer(at);
  assert.deepEqual(found, {
    kind: 'usable',
    file: '/home/me/bin/python3.12',
    args: ['server.py'],
    origin: 'the extension',
    version: '0.1.0',
  });
  const none = machine(
    { '/usr/bin/python3 server.py': null },
    { run: async () => ({ code: 2, stdout: '', stderr: old }) },
  );
  assert.deepEqual(await findServer(none), { kind: 'missing', seen: [`/usr/bin/python3: ${old}`] });
});

test('the selected interpreter goes before those of PATH, and the setting before all', async () => {
  const programs = {
    '/venv/bin/python server.py': GOOD,
    '/usr/bin/python3 server.py': GOOD,
    '/mine/python server.py': GOOD,
  };
  const interpreter = async () => '/venv/bin/python';
  const files = [
    await findServer(machine(programs, { interpreter })),
    await findServer(machine(programs, { interpreter, trusted: false })),
    await findServer(machine(programs, { interpreter, python: '/mine/python' })),
    await findServer(machine(programs, { interpreter, python: '/gone/python' })),
  ].map(found => found.kind === 'usable' && found.file);
  assert.deepEqual(files, ['/venv/bin/python', '/usr/bin/python3', '/mine/python', false]);
});

test('an installed server that is too old gives way to that of the extension', async () => {
  const found = await findServer(
    machine({ '/usr/bin/dial-lsp': 'dial-lsp 0.0.9', '/usr/bin/python3 server.py': GOOD }),
  );
  assert.equal(found.kind === 'usable' && found.origin, 'the extension');
});

test('in a folder that is not trusted, no Python of it runs', async () => {
  const programs = { '/home/me/project/bin/python3 server.py': GOOD };
  const found = await findServer(
    machine(programs, { trusted: false, searchPath: '/home/me/project/bin:/usr/bin' }),
  );
  assert.deepEqual(found, { kind: 'missing', seen: [] });
});
